package import EventLog
package import Kernel
package import Storage
package import Web

/// 代看 — that somebody sees certificates for their holder is written down before they are shown: each once a day, and which
/// there are once a day. A holder's own looks are nobody's business.
package struct RecordLook: Sendable {
    private let delegation: CertificateDelegation
    private let database: any Database
    private let journal: EventJournal
    private let time: any TimeSource

    package init(
        delegation: CertificateDelegation, database: any Database, journal: EventJournal, time: any TimeSource
    ) {
        self.delegation = delegation
        self.database = database
        self.journal = journal
        self.time = time
    }

    /// - Throws: `Rejection` where nothing lets the person look.
    package func callAsFunction(
        at sight: CertificateDelegation.Sight, by person: Identifier<Person>
    ) async throws {
        guard sight.holder != person else { return }
        // Others may look by the same mandate at this moment.
        try await journal.onFreshReading {
            guard let use = try await delegation.look(sight, person, time.now()) else { return }
            try await database.write(use.write)
        }
    }
}

extension CertificateDelegation.Sight {
    package var holder: Identifier<Person> {
        switch self {
        case .certificate(let certificate): certificate.holder
        case .list(let holder): holder
        }
    }
}
