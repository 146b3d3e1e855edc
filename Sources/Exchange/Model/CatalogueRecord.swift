package import EventLog
package import Kernel

/// 目录的一次发布 — what became of one resource of the catalogue: a line of its history.
package struct CatalogueRecord: Sendable {
    package let code: String
    /// 1, 2, 3 … of this resource.
    package let sequence: Int
    package let state: State
    package let name: String
    /// SHA-256 over the entry's published bytes, hexadecimal.
    package let digest: String
    /// The entry as it was published then.
    package let content: JSON
    package let stream: Identifier<EventStream>
    package let at: Instant

    /// 草拟、发布、变更、撤回.
    package enum State: String, Sendable, CaseIterable {
        case drafted, published, changed, withdrawn

        /// Whether the public sees it and it can be read.
        package var isPublished: Bool { self == .published || self == .changed }

        /// What an entry as it now stands makes of the resource; `nil` where nothing happened.
        static func next(after last: CatalogueRecord?, _ entry: ResourceEntry) -> State? {
            guard let last, last.state != .withdrawn else { return entry.isDraft ? .drafted : .published }
            switch (last.state.isPublished, entry.isDraft) {
            // What was published is not taken back into a drawer: it ends, and a new draft begins.
            case (true, true): return .withdrawn
            case (true, false): return last.digest == entry.digest ? nil : .changed
            case (false, true): return last.digest == entry.digest ? nil : .drafted
            case (false, false): return .published
            }
        }
    }

    /// The keys of the entry that differ from an earlier one, in the order of the entry.
    package func changes(since earlier: CatalogueRecord) -> [String] {
        (content.members ?? []).filter { earlier.content[$0.key] != $0.value }.map(\.key)
    }
}

/// Events of the exchange. Codes are published and never renamed.
package enum ExchangeEvents {
    /// A resource of the catalogue: drafted, published, changed, withdrawn.
    static func kind(_ state: CatalogueRecord.State) -> EventKind { EventKind(rawValue: "resource.\(state.rawValue)") }
    /// 申请: an office asks for fields of a resource.
    static let asked: EventKind = "sharing.asked"
    /// 不同意: its department says no.
    static let refused: EventKind = "sharing.refused"
    /// 授权: fields of a resource may be read for an item.
    package static let granted: EventKind = "sharing.granted"
    /// 撤回授权: they may not any more.
    package static let revoked: EventKind = "sharing.revoked"
    /// 回写: a department has acknowledged what was decided; in the stream of the case.
    package static let writtenBack: EventKind = "case.writtenBack"
    /// 回写更正: it has acknowledged that something does not stand as it was told; in the stream of the case.
    package static let writeBackCorrected: EventKind = "case.writeBackCorrected"
    /// 对账: what it acknowledged is lost, differs, or nobody told it; what became of that.
    package static func found(_ kind: WriteBackFinding.Kind) -> EventKind {
        EventKind(rawValue: "writeBack.\(kind.rawValue)")
    }
    package static let redelivered: EventKind = "writeBack.redelivered"
    static let agreed: EventKind = "writeBack.agreed"
    package static let findingAnswered: EventKind = "writeBack.answered"
}
