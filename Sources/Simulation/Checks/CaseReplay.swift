import Cases
import Catalog
import EventLog
import Exchange
import Flow
import Identity
import Kernel

/// 复原 — a case as its events alone tell it. It knows nothing of how the product keeps its row; the two have to agree.
struct CaseReplay {
    let count: DayCount
    let posts: [StaffPost]
    let items: Catalogue

    private(set) var item: ServiceItem?
    private(set) var number = ""
    /// Another city took it in: its applicant is told there, and here only where a phone is known.
    private(set) var isFromElsewhere = false
    private(set) var status: CaseStatus?
    private(set) var stage: Int?
    private(set) var office: String?
    private(set) var handler: String?
    private(set) var corrections = 0
    private(set) var review: CaseReview?
    private(set) var dueOn: CivilDate?
    private(set) var stageDueOn: CivilDate?
    private(set) var updatedAt = Instant(milliseconds: 0)
    private(set) var content: DraftContent?
    /// The event of the grant, and of each issue and acknowledgement.
    private(set) var grant: LoggedEvent?
    private(set) var issues: [LoggedEvent] = []
    private(set) var acknowledgements: [LoggedEvent] = []
    /// 对账: that the department had lost what it acknowledged, and that it was told again.
    private(set) var losses: [LoggedEvent] = []
    private(set) var redeliveries: [LoggedEvent] = []
    /// Events that the applicant has to be told of.
    private(set) var tidings: [LoggedEvent] = []
    private(set) var reads = 0
    /// 复核更正 of a grant.
    private(set) var amendments: [DecisionReplay.Deed] = []

    private var receivedAt = Instant(milliseconds: 0)
    private var stageBegan = Instant(milliseconds: 0)
    private var askedAt: Instant?
    private var pauses: [DayCount.Pause] = []

    init(count: DayCount, posts: [StaffPost], items: Catalogue) {
        self.count = count
        self.posts = posts
        self.items = items
    }

    mutating func follow(_ event: LoggedEvent) throws(BrokenInvariant) {
        switch event.kind {
        case CaseEvents.factsRead: reads += event.body["reads"]?.array?.count ?? 0
        case CaseEvents.received: try receive(event)
        case CaseEvents.referred: try refer(event)
        case CaseEvents.granted: try grant(event)
        case CaseEvents.certificateIssued: issues.append(event)
        case CaseEvents.writtenBack: acknowledgements.append(event)
        case ExchangeEvents.found(.lost): losses.append(event)
        case ExchangeEvents.redelivered: redeliveries.append(event)
        case CaseEvents.refused: try refuse(event)
        case CaseEvents.claimed, CaseEvents.released, CaseEvents.handedOver: try pass(event)
        case CaseEvents.correctionAsked: try askCorrection(event)
        case CaseEvents.corrected: try correct(event)
        case CaseEvents.stageFinished: try finishStage(event)
        case CaseEvents.personAsked: try askReview(event)
        case CaseEvents.reviewAnswered:
            _ = try officer(of: event)
            (review, dueOn, stageDueOn, updatedAt) = (.answered, nil, nil, event.recorded)
            if grant != nil, let deed = DecisionReplay.Deed(event) { amendments.append(deed) }
            tidings.append(event)
        case CaseEvents.factRechecked: tidings.append(event)
        default: break
        }
    }

    private mutating func receive(_ event: LoggedEvent) throws(BrokenInvariant) {
        guard let item = event.body["item"]?.string.flatMap(items.item(id:)),
            let content = event.body["content"].flatMap(DraftContent.init)
        else { throw BrokenInvariant("a receipt says what was received", event.body.text) }
        (self.item, self.content) = (item, content)
        number = event.body["number"]?.string ?? ""
        isFromElsewhere = event.body["filer"] != nil
        (receivedAt, updatedAt) = (event.effective, event.recorded)
    }

    private mutating func refer(_ event: LoggedEvent) throws(BrokenInvariant) {
        let item = try known()
        (status, stage, office, handler) = (.inReview, 0, item.stages.first?.authority, nil)
        (stageBegan, updatedAt) = (event.effective, event.recorded)
        dueOn = count.lastDay(of: item.limits.committedManual, from: receivedAt)
        stageDueOn = item.stages.first.map { count.lastDay(of: $0.limit, from: stageBegan) }
        tidings.append(event)
    }

    private mutating func grant(_ event: LoggedEvent) throws(BrokenInvariant) {
        try hold(grant == nil, "a case is decided once", number)
        switch event.actor {
        case .rule: try GrantGround(item: try known(), content: try filed(), event: event).check()
        default: try checkLastStage(event)
        }
        (status, stage, dueOn, stageDueOn, updatedAt) = (.granted, nil, nil, nil, event.recorded)
        grant = event
        tidings.append(event)
    }

    /// 机器只能说“是”: a refusal names an officer of the office that decides.
    private mutating func refuse(_ event: LoggedEvent) throws(BrokenInvariant) {
        try checkLastStage(event)
        let ground = event.body["ground"]?.string ?? ""
        try hold(try known().refusalGrounds.contains(ground), "a refusal names a ground of the item", number)
        (status, stage, dueOn, stageDueOn, updatedAt) = (.refused, nil, nil, nil, event.recorded)
        tidings.append(event)
    }

    private func checkLastStage(_ event: LoggedEvent) throws(BrokenInvariant) {
        let post = try officer(of: event)
        let last = try known().stages.count - 1
        try hold(
            status == .inReview && stage == last && office == post.office && handler == post.id,
            "only who has a case in hand in its last stage decides it", "\(number) by \(post.id)")
    }

    private mutating func pass(_ event: LoggedEvent) throws(BrokenInvariant) {
        let post = try officer(of: event)
        try hold(office == post.office, "a case is passed by its own office", "\(number) by \(post.id)")
        switch event.kind {
        case CaseEvents.claimed: handler = post.id
        case CaseEvents.released: handler = nil
        default:
            office = event.body["office"]?.string
            let receiver = event.body["receiver"]?.string
            handler = posts.first { $0.name == receiver && $0.office == office }?.id
        }
        updatedAt = event.recorded
    }

    private mutating func askCorrection(_ event: LoggedEvent) throws(BrokenInvariant) {
        let post = try officer(of: event)
        try hold(handler == post.id, "only who has a case in hand asks", "\(number) by \(post.id)")
        (status, dueOn, stageDueOn, askedAt, updatedAt) = (
            .correctionAsked, nil, nil, event.effective, event.recorded
        )
        corrections += 1
        tidings.append(event)
    }

    private mutating func correct(_ event: LoggedEvent) throws(BrokenInvariant) {
        guard let asked = askedAt, let stage, try known().stages.indices.contains(stage) else {
            throw BrokenInvariant("an answer follows a question", number)
        }
        let item = try known()
        pauses.append(DayCount.Pause(from: asked, to: event.effective))
        (status, askedAt, updatedAt) = (.inReview, nil, event.recorded)
        dueOn = count.lastDay(of: item.limits.committedManual, from: receivedAt, pauses: pauses)
        stageDueOn = count.lastDay(of: item.stages[stage].limit, from: stageBegan, pauses: pauses)
    }

    private mutating func finishStage(_ event: LoggedEvent) throws(BrokenInvariant) {
        let post = try officer(of: event)
        let stages = try known().stages
        guard let finished = stage, stages.indices.contains(finished + 1), handler == post.id else {
            throw BrokenInvariant("a stage is finished by who has it, and another follows", number)
        }
        (stage, office, handler) = (finished + 1, stages[finished + 1].authority, nil)
        (stageBegan, updatedAt) = (event.effective, event.recorded)
        stageDueOn = count.lastDay(of: stages[finished + 1].limit, from: stageBegan)
    }

    private mutating func askReview(_ event: LoggedEvent) throws(BrokenInvariant) {
        // While a case is open the wish stands in its record and changes nothing else.
        guard status == .granted || status == .refused else { return }
        updatedAt = event.recorded
        let item = try known()
        (review, office, handler) = (.open, item.stages.last?.authority, nil)
        dueOn = count.lastDay(of: item.limits.committedManual, from: event.effective)
        stageDueOn = dueOn
    }

    private func officer(of event: LoggedEvent) throws(BrokenInvariant) -> StaffPost {
        guard case .clerk(let id) = event.actor, let post = posts.first(where: { $0.id == id }) else {
            throw BrokenInvariant("people's steps are taken by people", "\(number) \(event.kind.rawValue)")
        }
        return post
    }

    private func known() throws(BrokenInvariant) -> ServiceItem {
        guard let item else { throw BrokenInvariant("a case begins with its receipt", number) }
        return item
    }

    private func filed() throws(BrokenInvariant) -> DraftContent {
        guard let content else { throw BrokenInvariant("a case begins with its receipt", number) }
        return content
    }
}

/// 凭已知的事实说“是” — a grant by rule rests on facts that are known and undisputed, and its rule grants on them.
private struct GrantGround {
    let item: ServiceItem
    let content: DraftContent
    let event: LoggedEvent

    func check() throws(BrokenInvariant) {
        let rule = "a machine grants on known, undisputed facts only"
        try hold(content.disputed.isEmpty, rule, "\(item.id): \(content.disputed.keys.sorted())")
        for field in item.informationFields {
            let isAnswered = field.isAskable && content.answers[field.name] != nil
            if case .unknown(let why)? = content.findings[field.name], !isAnswered {
                throw BrokenInvariant(rule, "\(item.id): \(field.name) is \(why.rawValue)")
            }
            if field.holder != nil {
                try hold(content.verifiedAccounts.contains(field.name), rule, "\(item.id): \(field.name) unverified")
            }
        }
        let verdict = item.evaluate(facts: content.knownFacts(of: item), on: event.effective.civilDate())
        guard case .granted(let grant) = verdict else {
            throw BrokenInvariant(rule, "\(item.id): its rules do not grant on what was filed")
        }
        try hold(
            grant.rule == event.body["rule"]?.string && grant.amountFen == event.body["amountFen"]?.int,
            "a decision made again is the same", "\(item.id): \(grant.rule)")
    }
}
