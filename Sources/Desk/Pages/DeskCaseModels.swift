import Cases
import Catalog
import EventLog
import Exchange
import Flow
import Identity
import Kernel
import Web

/// Turns a case and its events into what the desk shows of it.
struct DeskCaseModels: Sendable {
    let file: CaseFile
    let item: ServiceItem
    let events: [LoggedEvent]
    let post: StaffPost
    let staff: StaffRegister
    let places: PlaceNames
    let context: PageContext
    /// 办理地, where another city decides.
    var city: OtherCity?

    private var isReturned: Bool {
        events.last { [CaseEvents.messageRefused, CaseEvents.sentAgain].contains($0.kind) }?.kind
            == CaseEvents.messageRefused
    }

    func page(
        applicant: PersonProfile?, typed: FormFields, problem: Rejection?, failed: String?
    ) -> DeskCasePage.Model {
        let reading = CaseEventReading(file: file, events: events, isForOfficers: true)
        return DeskCasePage.Model(
            file: file, item: item, applicantName: applicant?.name ?? "—",
            applicantNumber: applicant?.residentID.masked ?? "", filer: CaseContent(events).filer,
            city: city?.name(in: context.language), reasons: reasons,
            question: question, facts: CaseFacts(item: item, content: CaseContent(events).content, places: places).rows,
            correctionNotes: events.filter { $0.kind == CaseEvents.corrected }.compactMap { $0.body["note"]?.string },
            rules: rules, timeline: events.compactMap(reading.entry), actions: actions(typed, problem, failed),
            problem: problem)
    }

    private var referred: LoggedEvent? { events.last { $0.kind == CaseEvents.referred } }

    private var reasons: [String] {
        (referred?.body["reasons"]?.array ?? []).compactMap(ReferralReason.init).map { context.say($0.officerSentence) }
            + events.filter { $0.kind == CaseEvents.stageFinished }.compactMap { event in
                event.body["opinion"]?.string.map { "\(CaseEventReading.officer(event) ?? "")：\($0)" }
            }
    }

    /// What the applicant wants looked at, in the applicant's own words.
    private var question: DeskCasePage.Question? {
        guard file.review == .open, let asked = events.last(where: { $0.kind == CaseEvents.personAsked }) else {
            return nil
        }
        return DeskCasePage.Question(words: asked.body["reason"]?.string, askedAt: asked.effective)
    }

    /// The trace of the rules as the event of the referral, or of the grant by rule, keeps it.
    private var rules: [DeskCasePage.RuleTrace] {
        let decided = referred ?? events.last { $0.kind == CaseEvents.granted && $0.body["trace"] != nil }
        return (decided?.body["trace"]?["rules"]?.array ?? []).compactMap { rule in
            guard let name = (rule["name"] ?? rule["rule"])?.string else { return nil }
            return DeskCasePage.RuleTrace(name: name, outcome: RuleTraceWords.text(rule))
        }
    }

    private func actions(_ typed: FormFields, _ problem: Rejection?, _ failed: String?) -> DeskActions.Model {
        DeskActions.Model(
            caseID: file.id.description, item: item, standing: standing, isReview: file.review == .open,
            isLastStage: file.stageIndex == item.stages.count - 1, wasCorrectionAsked: file.correctionCount > 0,
            receivers: receivers, typed: typed, problem: problem, failed: failed)
    }

    private var standing: DeskActions.Standing {
        if let city, file.isInWork || isReturned {
            return .elsewhere(city: city.name(in: context.language), isReturned: isReturned)
        }
        guard file.isInWork else { return .decided }
        guard let handler = file.handler else { return .unclaimed }
        guard handler == post.id else { return .heldBy(staff.post(handler)?.name ?? handler) }
        return file.status == .correctionAsked ? .awaitingApplicant : .inHand
    }

    private var receivers: [FormField.Choice] {
        let colleagues = staff.all.filter { $0.office == post.office && $0.id != post.id }
        return colleagues.map { .init(value: "staff:\($0.id)", label: "\($0.name)（\($0.title)）") }
            + staff.offices.filter { $0 != post.office }.map { .init(value: "office:\($0)", label: $0) }
    }
}
