import Cases
import EventLog
import Flow
import Kernel

/// 往来账 — what crossed between the two cities, as the events of our cases tell it.
struct PartnerLedger {
    /// By the identifier of a message: the case that it was acted on in.
    private var acted: [String: Identifier<EventStream>] = [:]
    private var opened: [String: Identifier<EventStream>] = [:]

    var messages: Int { acted.count }

    mutating func follow(_ event: LoggedEvent, of stream: Identifier<EventStream>) throws(BrokenInvariant) {
        guard event.kind == CaseEvents.messageReceived else { return }
        let parts = event.body["message"]?.string?.split(separator: ".") ?? []
        guard parts.count == 3, let bytes = Base64URL.bytes(parts[1]), let claims = try? JSON.parse(bytes),
            let id = claims["jti"]?.string, let reference = claims["case"]?.string
        else { throw BrokenInvariant("a message is kept as it was signed", "\(stream)") }
        try hold(acted.updateValue(stream, forKey: id) == nil, "each crossing message is acted on once", id)
        try hold(
            opened[reference, default: stream] == stream, "one application, one case, however often it is told",
            reference)
        opened[reference] = stream
    }

    /// Once all has crossed, both say the same of every case.
    func check(
        _ filed: [SimulatedPartner.Filed], _ cases: [Identifier<CaseFile>: CaseReplay]
    ) throws(BrokenInvariant) {
        for one in filed {
            let stream = opened[one.reference]
            let replay = stream.flatMap { cases[$0.retyped(as: CaseFile.self)] }
            try hold(
                one.unsent.isEmpty && replay?.number == one.caseNumber && replay?.status?.rawValue == one.status
                    && replay?.review?.rawValue == one.review,
                "both cities agree in the end",
                "\(one.caseNumber ?? one.reference): \(replay?.status?.rawValue ?? "none") here, "
                    + "\(one.status ?? "none") there")
        }
    }
}
