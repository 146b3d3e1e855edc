import EventLog
import Kernel
import Vault

/// Compares the registrations of one resource, and files what does not agree.
struct RegistrationComparer {
    private let comparison: WriteBackComparison
    private let resource: Resource
    private let book: FindingBook
    private let journal: EventJournal
    private let corrections: CorrectionStore
    private let unsettled: [String: WriteBackFinding]

    init(
        _ resource: Resource, _ book: FindingBook, _ journal: EventJournal, _ corrections: CorrectionStore
    ) async throws {
        guard let writeBack = resource.writeBack else { preconditionFailure("\(resource.name) is not written to") }
        comparison = WriteBackComparison(writeBack: writeBack)
        self.resource = resource
        self.book = book
        self.journal = journal
        self.corrections = corrections
        unsettled = try await book.findings.unsettled(resource.name)
    }

    /// Whether so many can have been lost. What is known to be gone already counts no more.
    func isPlausible(_ lost: [WriteBackRecord], of count: Int) async throws -> Bool {
        var room = max(ReconcileWriteBacks.plausibleLosses, count / ReconcileWriteBacks.plausibleLossShare)
        for record in lost where unsettled[record.key] == nil {
            if try await book.findings.newest(resource.name, key: record.key)?.state == .kept { continue }
            guard room > 0 else { return false }
            room -= 1
        }
        return true
    }

    /// A case that cannot be read is counted, and holds up no other.
    /// - Parameter redelivers: whether a machine may deliver again what is not there.
    func compare(
        _ record: WriteBackRecord, _ registration: Registration?, redelivers: Bool = false,
        _ tally: inout Reconciliation.Tally
    ) async throws {
        let events: [LoggedEvent]
        do { events = try await journal.events(of: record.stream) } catch let error as VaultError
            where error.isOfOnePlace
        {
            tally.unreadable += 1
            return
        }
        // What does not stand any more is not compared: its department may do with it what its rules say.
        guard !record.isObsolete else { return }
        // A case that was erased keeps its registration and has nothing left that could be compared.
        guard let event = events.first(where: { $0.sequence == record.sequence }) else { return }
        let values = event.body["values"]?.members?.reduce(into: [String: String]()) { $0[$1.key] = $1.value.string }
        var lines = comparison.differences(record, values, registration)
        guard !lines.isEmpty else {
            if let finding = unsettled[record.key] { try await book.close(finding) }
            return
        }
        let kind: WriteBackFinding.Kind = registration == nil ? .lost : .differing
        tally.count(kind)
        // Once people have decided something else about it, what is lost is put right by people.
        let mayRedeliver =
            redelivers && record.redeliveries < FindingBook.redeliveriesMax && !record.isCorrected
        if record.isCorrected {
            lines += WriteBackCorrection.lines(try await corrections.corrections(about: record.key))
        }
        let handedOver = event.body["handedOver"]?.int.map { Instant(milliseconds: Int64($0)) } ?? event.effective
        try await book.file(
            kind, record.key, of: resource, in: record.stream, lines,
            redelivering: mayRedeliver ? values.map { ($0, handedOver) } : nil)
    }

    /// A registration under a key of which there is no record: of a decision that an earlier release told, or of none.
    func explain(
        _ registration: Registration, _ records: WriteBackStore, _ tally: inout Reconciliation.Tally
    ) async throws {
        let known: LoggedEvent?
        do { known = try await told(registration.key) } catch let error as VaultError where error.isOfOnePlace {
            tally.unreadable += 1
            return
        }
        if let event = known {
            let record = WriteBackRecord(
                key: registration.key, resource: resource.name, stream: event.stream, sequence: event.sequence,
                number: event.body["acknowledgement"]?.string ?? "", acknowledgedAt: event.recorded)
            try await book.adopt(record)
            return try await compare(record, registration, &tally)
        }
        // What nobody acknowledged and people decided otherwise since, or handed over after it had arrived, is theirs already.
        if try await !corrections.corrections(about: registration.key).isEmpty { return }
        tally.count(.unknown)
        try await book.file(
            .unknown, registration.key, of: resource, in: nil, comparison.lines(of: registration), redelivering: nil)
    }

    /// The event that says that this resource's department acknowledged something of the case that the key names.
    private func told(_ key: String) async throws -> LoggedEvent? {
        guard let dash = key.lastIndex(of: "-"), let stream = Identifier<EventStream>(String(key[..<dash])),
            let sequence = Int(key[key.index(after: dash)...])
        else { return nil }
        return try await journal.events(of: stream).last {
            $0.kind == ExchangeEvents.writtenBack && $0.body["resource"]?.string == resource.name
                && $0.sequence > sequence && ($0.body["delivery"]?.string ?? key) == key
        }
    }
}

extension VaultError {
    /// Something sealed cannot be opened, and everything else may be.
    fileprivate var isOfOnePlace: Bool {
        switch self {
        case .damaged, .unknownSuite, .unknownKey: true
        case .keyFile, .token, .tokenRefusesPIN: false
        }
    }
}
