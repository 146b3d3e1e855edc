import EventLog
import Exchange
import Kernel

/// 授权账 — what departments let items read, as the events alone tell it: kept beside the product's own book, which has to agree.
struct GrantLedger {
    /// The terms of one grant.
    private struct Terms {
        let resource: String
        let item: String
        let basis: String
        let fields: Set<String>
        let from: String
        let until: String
    }

    private var terms: [String: Terms] = [:]
    private(set) var revoked = 0

    /// Whether an event is one of this ledger's.
    static func isAbout(_ event: LoggedEvent) -> Bool {
        event.kind == ExchangeEvents.granted || event.kind == ExchangeEvents.revoked
    }

    mutating func follow(_ event: LoggedEvent) throws(BrokenInvariant) {
        let id = event.body["grant"]?.string ?? ""
        if event.kind == ExchangeEvents.revoked {
            try hold(terms.removeValue(forKey: id) != nil, "a grant is revoked once", id)
            revoked += 1
            return
        }
        guard let told = event.body["terms"], let resource = told["resource"]?.string, let item = told["item"]?.string,
            let basis = told["basis"]?.string, let fields = told["fields"]?.array, let from = told["from"]?.string,
            let until = told["until"]?.string
        else { throw BrokenInvariant("a grant says what it grants", event.body.text) }
        try hold(terms[id] == nil, "a grant is given once", id)
        terms[id] = Terms(
            resource: resource, item: item, basis: basis, fields: Set(fields.compactMap(\.string)), from: from,
            until: until)
    }

    /// Each field that was asked for stands in a grant of this item, on this basis, on this day.
    func check(_ reading: SimulatedDepartment.Reading) throws(BrokenInvariant) {
        let (purpose, day) = (reading.purpose, reading.day.description)
        let fields = terms.values.filter {
            $0.item == purpose.item && $0.resource == reading.resource && $0.basis == purpose.basis && $0.from <= day
                && day <= $0.until
        }.reduce(into: Set<String>()) { $0.formUnion($1.fields) }
        try hold(
            !reading.fields.isEmpty && reading.fields.isSubset(of: fields), "every read has a grant",
            "\(reading.resource) \(reading.fields.subtracting(fields).sorted()) for \(purpose.item)")
    }
}
