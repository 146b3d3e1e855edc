package import Kernel
package import TransparencyLog

/// 事件原文 — one event laid open: what its commitment in the public log was made of. Whoever holds it can show that the event
/// says so and not otherwise; nobody can tell it from the log.
package struct EventOpening: Sendable, Equatable {
    package let salt: [UInt8]
    /// As it was stored: the event as JSON.
    package let bytes: [UInt8]
    package let kind: EventKind
    package let body: JSON

    /// `nil` where the bytes are no event, or the salt none.
    package init?(salt: [UInt8], bytes: [UInt8]) {
        guard salt.count == StoredEvent.saltSize, let stored = StoredEvent(bytes: bytes) else { return nil }
        self.salt = salt
        self.bytes = bytes
        kind = stored.kind
        body = stored.body
    }

    /// The hash of its entry in the log.
    package func leaf(of entryClass: EntryClass) -> TreeHash {
        SHA256TreeHasher().leaf(
            LogEntry(entryClass, commitment: StoredEvent.commitment(salt: salt, bytes: bytes)).bytes)
    }
}
