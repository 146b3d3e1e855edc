import Catalog
import ECertificates
import EventLog
import Exchange
import Flow
package import Kernel
package import Web

/// Turns a case and its events into what its page shows: a view, made anew each time.
package struct CasePageModels {
    let file: CaseFile
    /// Under the version that it was filed under.
    let item: ServiceItem
    /// With what the city that decides has told.
    let events: [LoggedEvent]
    /// 办理地, where that is another city.
    var city: OtherCity?
    let certificate: IssuedCertificate?
    let places: PlaceNames
    let today: CivilDate
    let context: PageContext

    func show() -> CaseShowPage.Model {
        CaseShowPage.Model(
            id: file.id.description, number: file.number, itemName: item.name(in: context.language),
            submittedAt: file.receivedAt, standing: file.status.standing, headline: headline,
            reason: reason, benefit: benefit, certificateID: certificate?.id.description,
            hasCertificateElsewhere: city != nil && has(CaseEvents.certificateIssued),
            office: file.status.isOpen ? officeAndStage : nil, due: file.status == .inReview ? file.dueOn : nil,
            timeline: timeline, explanation: explanation, remedies: remedies,
            invitesRating: file.status == .granted && !has(CaseEvents.rated),
            person: person,
            logIndex: events.last { $0.logIndex != nil }?.logIndex,
            lastSequence: events.last?.sequence ?? 0)
    }

    static func card(_ file: CaseFile, itemName: String) -> CaseCard {
        CaseCard(
            id: file.id.description, itemName: itemName,
            status: file.status.headline, tone: file.status.tone, submittedOn: file.receivedAt.civilDate(),
            due: file.dueOn)
    }

    private func event(_ kind: EventKind) -> LoggedEvent? { events.last { $0.kind == kind } }
    private func has(_ kind: EventKind) -> Bool { event(kind) != nil }

    private var elsewhere: ElsewhereReading? {
        city.map { ElsewhereReading(city: $0, file: file, events: events, today: today) }
    }

    private var headline: Phrase {
        if let elsewhere, file.status == .inReview { return elsewhere.headline(in: context.language) }
        return file.status.headline
    }

    private var person: CaseShowPage.PersonAccess {
        if file.status.isOpen { return .withOfficers }
        let office = (city?.name ?? "") + (item.stages.last?.authority ?? "")
        let term = item.limits.committedManual.description
        let asked = event(CaseEvents.personAsked)
        switch file.review {
        case .open:
            let taken = events.last { $0.sequence > (asked?.sequence ?? 0) && $0.kind == CaseEvents.claimed }
            return .asked(
                .init(
                    askedAt: asked?.recorded ?? file.updatedAt, office: city == nil ? file.office ?? office : office,
                    officer: file.handler == nil ? nil : taken?.body["officer"]?["name"]?.string, due: file.dueOn,
                    reason: asked?.body["reason"]?.string))
        case .answered:
            guard let answer = event(CaseEvents.reviewAnswered) else { return .mayAsk(office: office, term: term) }
            return .answered(
                .init(
                    officer: CaseEventReading.officer(answer) ?? office,
                    isUpheld: answer.body["outcome"]?.string == AnswerReview.Outcome.upheld.rawValue,
                    text: answer.body["answer"]?.string ?? "", at: answer.effective),
                office: office, term: term)
        case nil: return .mayAsk(office: office, term: term)
        }
    }

    private var officeAndStage: String? {
        if let elsewhere { return elsewhere.office }
        return ownOfficeAndStage
    }

    private var ownOfficeAndStage: String? {
        file.office.map { office in file.stage.map { "\(office)（\($0)）" } ?? office }
    }

    private var reason: String? {
        switch file.status {
        case .granted: event(CaseEvents.granted)?.body["reason"]?.string
        case .refused: event(CaseEvents.refused).map(CaseEventReading.refusal)
        case .correctionAsked: CorrectionAsked(event(CaseEvents.correctionAsked)).points.joined(separator: "；")
        case .inReview where elsewhere?.note(in: context.language) != nil: elsewhere?.note(in: context.language)
        case .inReview: referralReasons.isEmpty ? nil : (referralReasons + qualification).joined(separator: "\n")
        }
    }

    /// 何时可领: the first day on which the rules would say yes, where nothing but time is missing. What else would have to
    /// change is for the officer to weigh, not for the machine to suggest.
    private var qualification: [String] {
        guard let day = item.grantDay(facts: CaseContent(events).content.knownFacts(of: item), after: today) else {
            return []
        }
        return [context.say(CaseWords.mayApplyFrom, ["day": context.dayText(day)])]
    }

    private var referralReasons: [String] {
        (event(CaseEvents.referred)?.body["reasons"]?.array ?? []).compactMap(ReferralReason.init).map {
            context.say(CaseWords.reason($0))
        }
    }

    private var benefit: CaseShowPage.Benefit? {
        guard let granted = event(CaseEvents.granted), let fen = granted.body["amountFen"]?.int,
            let terms = item.outcome.entitlement
        else { return nil }
        let day = granted.effective.civilDate()
        return CaseShowPage.Benefit(
            amountFen: Int64(fen), period: Web.MoneyText.Period(terms.period),
            startsOn: terms.start.day(appliedOn: appliedAt.civilDate(), decidedOn: day), standing: standing)
    }

    /// 现状, as its department was told it last.
    private var standing: GrantStanding {
        let kinds = [ExchangeEvents.writeBackCorrected, ExchangeEvents.found(.uncorrected)]
        let changes = events.filter { kinds.contains($0.kind) }.compactMap {
            $0.body["change"]?.string.flatMap(WriteBackCorrection.Change.init)?.standing
        }
        return changes.last ?? .standing
    }

    /// When the applicant applied, wherever that was.
    private var appliedAt: Instant { CaseContent(events).filer?.appliedAt ?? file.receivedAt }

    private var timeline: [ProgressTimeline.Entry] {
        let reading = CaseEventReading(file: file, events: events)
        var entries = events.compactMap(reading.entry)
        if file.status.isOpen {
            // Which stages another city has is for that city to tell.
            entries += (city == nil ? item.stages : []).dropFirst((file.stageIndex ?? 0) + 1).map { stage in
                ProgressTimeline.Entry(
                    Phrase("case.stage", zh: stage.name, en: stage.name), .ahead, office: stage.authority)
            }
            entries.append(ProgressTimeline.Entry(CaseWords.answerAhead, .ahead, due: file.dueOn))
        }
        return entries
    }

    private var explanation: CaseShowPage.Explanation? {
        guard let decision = event(CaseEvents.granted) ?? event(CaseEvents.refused) else { return nil }
        let officer = CaseEventReading.officer(decision)
        return CaseShowPage.Explanation(
            decidedBy: officer.map { .officer($0) } ?? .rule, decidedAt: decision.effective,
            rule: decision.body["rule"]?.string ?? "",
            bases: (decision.body["law"]?.array ?? []).compactMap(\.string), inputs: inputs)
    }

    /// The facts that the decision rested on, as the event of the receipt holds them.
    private var inputs: [FactRow] {
        let content = CaseContent(events).content
        return item.informationFields.compactMap { field in
            content.findings[field.name]?.fact.map { FactRowReading(places: places).row(field, $0) }
        }
    }

    private var remedies: [String] {
        [CaseWords.reconsideration(item.remedies.reconsideration), CaseWords.litigation(item.remedies.litigation)].map {
            context.say($0)
        }
    }
}

extension CaseEnvironment {
    /// Cases as cards of a list, each by the name that its service had when it was filed.
    package func cards(_ files: [CaseFile], _ context: PageContext) async throws -> [CaseCard] {
        var cards: [CaseCard] = []
        for file in files {
            let item = try await item(file.itemID, version: file.itemVersion)
            cards.append(CasePageModels.card(file, itemName: item?.name(in: context.language) ?? file.itemID))
        }
        return cards
    }
}

extension Web.MoneyText.Period {
    init(_ period: PaymentPeriod) {
        self =
            switch period {
            case .monthly: .monthly
            case .yearly: .yearly
            case .quarterly, .once: .once
            }
    }
}

extension CaseStatus {
    var standing: CaseShowPage.Standing {
        switch self {
        case .inReview: .open
        case .correctionAsked: .waitingForYou
        case .granted: .granted
        case .refused: .notGranted
        }
    }

    /// As the applicant reads it.
    package var headline: Phrase {
        switch self {
        case .inReview: CaseWords.headlineInReview
        case .correctionAsked: CorrectionCopy.headline
        case .granted: CaseWords.headlineGranted
        case .refused: CorrectionCopy.headlineRefused
        }
    }

    package var tone: Tag.Tone {
        switch self {
        case .inReview: .waiting
        case .correctionAsked: .attention
        case .granted: .good
        case .refused: .plain
        }
    }
}
