import EventLog
import Kernel
import Storage

/// 更正的核对 — holds what departments are to be told of decisions that changed against the acts and reviews by which people changed
/// them: nobody makes a revocation disappear in silence, or turns it into its contrary.
struct AuditCorrections: Sendable {
    private static let table = ViewTable(
        "write_back_correction",
        columns: ["delivery_id", "original", "serial", "resource", "stream", "change", "decided_at", "state"],
        keys: ["delivery_id"])
    private static let suffix = "-correction"

    let database: any Database
    let journal: EventJournal
    /// The kinds of events by which people change what a department was told.
    let kinds: [EventSort]

    /// - Throws: `ViewDifference` for the first row that does not agree.
    func callAsFunction() async throws {
        var decisions: [(stream: Identifier<EventStream>, sequence: Int, index: Int?)] = []
        for kind in kinds { decisions += try await journal.places(of: kind.entryClass, kind: kind.kind) }
        let places = Dictionary(grouping: decisions, by: \.stream).mapValues { Set($0.map(\.sequence)) }
        var kept: Set<String> = []
        var order: [String: [(serial: Int64, at: Instant)]] = [:]
        try await Self.table.forEach(in: database) { row in
            let row = try await check(row, places)
            kept.insert(row.key)
            order[row.original, default: []].append((row.serial, row.at))
        }
        try check(order)
        for place in decisions { try await checkDecided(place.stream, place.sequence, kept) }
    }

    private typealias Checked = (key: String, original: String, serial: Int64, at: Instant)

    /// - Parameter places: where in each stream the log knows of a decision.
    private func check(
        _ row: Row, _ places: [Identifier<EventStream>: Set<Int>]
    ) async throws -> Checked {
        let stream = row.optionalIdentifier("stream", EventStream.self)
        guard let stream, let key = row.optionalText("delivery_id"), key.hasSuffix(Self.suffix),
            let original = row.optionalText("original"), let serial = row.optionalInteger("serial"),
            let at = row.optionalInstant("decided_at"), let place = Self.place(key.dropLast(Self.suffix.count)),
            places[place.stream]?.contains(place.sequence) == true, Self.place(original[...])?.stream == stream
        else { throw Self.table.difference(.unknown, stream) }
        let checked: Checked = (key, original, serial, at)
        let decided = try await Self.table.events(of: place.stream, in: journal)
        // Of what was erased the log still knows that something was decided there.
        if !decided.isEmpty {
            guard let event = decided.first(where: { $0.sequence == place.sequence }),
                event.body["decision"]?.string == original, row.optionalText("change") == event.body["change"]?.string,
                row.optionalText("resource") == event.body["told"]?.string, at == event.recorded
            else { throw Self.table.difference(.otherwise, place.stream) }
        }
        let told = try await Self.table.events(of: stream, in: journal)
        guard told.isEmpty || row.optionalText("state") == WriteBackCorrection.state(of: key, by: told).rawValue else {
            throw Self.table.difference(.otherwise, stream)
        }
        // What waits is on its way: else all that follows it would wait for ever.
        if row.optionalText("state") == WriteBackCorrection.State.waiting.rawValue {
            let entry = try await database.row(
                "SELECT 1 AS one FROM outbox WHERE delivery_id = \(key) AND state <> 'done'")
            guard entry != nil else { throw Self.table.difference(.otherwise, stream) }
        }
        return checked
    }

    /// What the last one says stands: they are in the order in which people decided.
    private func check(_ order: [String: [(serial: Int64, at: Instant)]]) throws {
        for (original, rows) in order {
            let bySerial = rows.sorted { $0.serial < $1.serial }
            let isOrdered = zip(bySerial, bySerial.dropFirst()).allSatisfy { $0.at <= $1.at }
            guard isOrdered, bySerial.map(\.serial) == Array(1...Int64(rows.count)) else {
                throw Self.table.difference(.otherwise, Self.place(original[...])?.stream)
            }
        }
    }

    /// Every decision that a department has to be told of has its row.
    private func checkDecided(
        _ stream: Identifier<EventStream>, _ sequence: Int, _ kept: Set<String>
    ) async throws {
        let events = try await Self.table.events(of: stream, in: journal)
        guard let event = events.first(where: { $0.sequence == sequence }), event.body["told"] != nil else { return }
        guard kept.contains("\(stream)-\(sequence)\(Self.suffix)") else {
            throw Self.table.difference(.missing, stream, event)
        }
    }

    private static func place(_ text: Substring) -> (stream: Identifier<EventStream>, sequence: Int)? {
        guard let dash = text.lastIndex(of: "-"), let stream = Identifier<EventStream>(String(text[..<dash])),
            let sequence = Int(text[text.index(after: dash)...])
        else { return nil }
        return (stream, sequence)
    }
}

extension WriteBackCorrection {
    /// How far the word of a correction is, as its case says.
    static func state(of key: String, by events: [LoggedEvent]) -> State {
        let about = events.filter { $0.body["delivery"]?.string == key }
        if about.contains(where: { $0.kind == ExchangeEvents.writeBackCorrected }) { return .acknowledged }
        return about.contains { $0.kind == ExchangeEvents.found(.uncorrected) } ? .handedOver : .waiting
    }
}
