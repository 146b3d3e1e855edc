import EventLog
import Kernel

/// 决定的复原 — what stands of a grant after all that people did with its certificates and in a review, said once more and not by the
/// product: an act reaches the decision only where its officer said so, what is given back is given back.
struct DecisionReplay {
    enum Standing: String {
        case standing = "有效"
        case suspended = "暂停"
        case ended = "不再有效"
    }

    /// What an officer did, by the event that says so.
    struct Deed {
        /// `suspended`, `corrected`, …; `amended` for a review that found something to be put right.
        let name: String
        let event: LoggedEvent
        var key: String { "\(event.stream)-\(event.sequence)-correction" }

        init?(_ event: LoggedEvent) {
            let name = event.kind.rawValue.split(separator: ".").last.map(String.init) ?? ""
            let isAmendment = name == "reviewAnswered" && event.body["outcome"]?.string == "corrected"
            guard isAmendment || ["suspended", "resumed", "cancelled", "revoked", "corrected"].contains(name) else {
                return nil
            }
            self.name = isAmendment ? "amended" : name
            self.event = event
        }
    }

    /// What a department that was told of the grant has to be told.
    struct Due {
        let key: String
        /// `暂停`, `撤销`, …
        let change: String
        let standing: Standing
    }

    private(set) var standing = Standing.standing
    private(set) var dues: [Due] = []

    /// Whether a department is told of the grant.
    private let isTold: Bool

    /// - Parameter deeds: about one grant, in any order.
    init(_ deeds: [Deed], isTold: Bool) throws(BrokenInvariant) {
        self.isTold = isTold
        for deed in deeds.sorted(by: { $0.event.recorded < $1.event.recorded }) { try follow(deed) }
    }

    private mutating func follow(_ deed: Deed) throws(BrokenInvariant) {
        let reach = deed.event.body["reach"]?.string
        let isAsked =
            switch deed.name {
            case "suspended": isTold && standing == .standing
            case "cancelled", "revoked": standing != .ended
            default: false
            }
        try hold(isAsked == (reach != nil), "how far an act reaches is said where it can", deed.key)
        let change: (String, Standing)? =
            switch (deed.name, standing) {
            case ("suspended", _) where reach == "grant": ("暂停", .suspended)
            case ("cancelled", _) where reach == "grant": ("注销", .ended)
            case ("revoked", _) where reach == "grant": ("撤销", .ended)
            case ("resumed", .suspended): ("恢复", .standing)
            case ("corrected", .ended): ("纠正", .standing)
            case ("amended", _): ("更正", standing)
            default: nil
            }
        // An amendment is nothing that a payment follows.
        try hold(
            (change != nil) == (deed.event.body["change"] != nil), "an act says what it does to the decision", deed.key)
        guard let change else { return }
        standing = change.1
        dues.append(Due(key: deed.key, change: change.0, standing: standing))
    }
}
