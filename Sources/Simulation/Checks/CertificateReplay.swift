import ECertificates
import EventLog
import Identity
import Kernel

/// 证照的一生 — one certificate as its events alone tell it: what officers did with it, and who looked at it by its holder's leave.
struct CertificateReplay {
    /// 亮证 — one showing.
    private struct Showing {
        let purpose: String
        let claims: Set<String>
        let until: Int
        var isSettled = false
    }

    /// Which acts can follow in which state, said once more and not by the product.
    private static let moves: [String: [String: String]] = [
        "valid": [
            "annotated": "valid", "suspended": "suspended", "replaced": "replaced", "cancelled": "cancelled",
            "revoked": "revoked",
        ],
        "suspended": [
            "annotated": "suspended", "resumed": "valid", "cancelled": "cancelled", "revoked": "revoked",
        ],
        "cancelled": ["corrected": "cancelled"], "revoked": ["corrected": "revoked"],
    ]

    let number: String
    /// The office that may act on it.
    let keeper: String
    /// Its issuing authority, whose officers may correct what was ended, and nothing else.
    let issuer: String
    /// Of the stream by whose event it was issued, and of the certificate that it took the place of.
    let stream: Identifier<EventStream>
    let predecessor: String?
    private(set) var state = "valid"
    private(set) var since: Instant?
    private(set) var successor: String?
    /// How often somebody saw something of it, and how often an officer did something with it.
    private(set) var shown = 0
    private(set) var acts = 0
    /// What officers did that can reach the decision behind it.
    private(set) var deeds: [DecisionReplay.Deed] = []
    private var showings: [String: Showing] = [:]
    /// Who ended it.
    private var ender: String?

    init(_ issue: LoggedEvent, in stream: Identifier<EventStream>, keeper: String, issuer: String) {
        number = issue.body["number"]?.string ?? ""
        predecessor = issue.body["predecessor"]?.string
        self.keeper = keeper
        self.issuer = issuer
        self.stream = stream
    }

    mutating func follow(_ event: LoggedEvent, posts: [StaffPost]) throws(BrokenInvariant) {
        let name = String(event.kind.rawValue.dropFirst("certificate.".count))
        switch event.kind {
        case CertificateEvents.issued: break
        case CertificateEvents.presented: try present(event)
        case CertificateEvents.shown, CertificateEvents.notShown, CertificateEvents.withdrawn: try settle(event)
        default: try act(name, event, posts)
        }
    }

    /// 只有人能拿走: whatever changes a certificate is done by a named officer of the office that keeps its type, with a reason;
    /// what takes it away has a ground of law.
    private mutating func act(_ name: String, _ event: LoggedEvent, _ posts: [StaffPost]) throws(BrokenInvariant) {
        guard case .clerk(let id) = event.actor, let post = posts.first(where: { $0.id == id }) else {
            throw BrokenInvariant("a certificate is changed by people", "\(number): \(name)")
        }
        let isCorrection = name == "corrected"
        try hold(
            post.office == keeper || (isCorrection && post.office == issuer),
            "a certificate is changed by the office that keeps it", "\(number) by \(id)")
        try hold(!isCorrection || (id != ender && successor == nil), "nobody corrects himself", "\(number) by \(id)")
        try hold(event.body["reason"]?.string?.isEmpty == false, "an officer says why", "\(number): \(name)")
        if ["suspended", "cancelled", "revoked", "corrected"].contains(name) {
            try hold(event.body["ground"]?.string?.isEmpty == false, "what is taken away has a ground", number)
        }
        guard let next = Self.moves[state]?[name] else {
            throw BrokenInvariant("what has ended stays so", "\(number): \(name) while \(state)")
        }
        acts += 1
        if name == "replaced" || isCorrection { successor = event.body["successor"]?.string }
        if ["cancelled", "revoked"].contains(name) { ender = id }
        if let deed = DecisionReplay.Deed(event) { deeds.append(deed) }
        if name != "annotated", !isCorrection { (state, since) = (next, event.recorded) }
    }

    private mutating func present(_ event: LoggedEvent) throws(BrokenInvariant) {
        guard case .person = event.actor, let id = event.body["presentation"]?.string,
            let purpose = event.body["purpose"]?.string, let until = event.body["expiresAt"]?.int
        else { throw BrokenInvariant("a showing is somebody's agreement", number) }
        try hold(state == "valid", "only what is valid is shown", "\(number) while \(state)")
        let claims = Set((event.body["claims"]?.array ?? []).compactMap(\.string))
        try hold(!claims.isEmpty && showings[id] == nil, "a showing names what is seen", number)
        showings[id] = Showing(purpose: purpose, claims: claims, until: until)
    }

    /// 一次、一分钟、一个用途.
    private mutating func settle(_ event: LoggedEvent) throws(BrokenInvariant) {
        let id = event.body["presentation"]?.string ?? ""
        guard let showing = showings[id], !showing.isSettled else {
            throw BrokenInvariant("a showing is opened once, by leave of its holder", "\(number): \(id)")
        }
        showings[id]?.isSettled = true
        guard event.kind != CertificateEvents.withdrawn else { return }
        let isAgreed = event.body["purpose"]?.string == showing.purpose
        let seen = Set((event.body["claims"]?.array ?? []).compactMap(\.string))
        try hold(
            event.kind == (isAgreed ? CertificateEvents.shown : CertificateEvents.notShown)
                && seen == (isAgreed ? showing.claims : []) && event.recorded.milliseconds < Int64(showing.until),
            "a verifier sees what was agreed to, for what, within its minute", "\(number): \(id)")
        if isAgreed { shown += 1 }
    }
}
