import Kernel
import Web

extension CaseShowPage {
    /// 转人工 — how the applicant gets to a person, or which one already has it.
    package enum PersonAccess: Sendable {
        /// Officers have the case anyway.
        case withOfficers
        /// The decision may be put before an officer; by whom it would be looked at, and within which time.
        case mayAsk(office: String, term: String)
        /// 复核: who has it, until when, and what the applicant wrote.
        case asked(Review)
        /// 复核答复; asking again stays possible.
        case answered(Answer, office: String, term: String)
    }

    /// A question that an office has to answer.
    package struct Review: Sendable {
        let askedAt: Instant
        let office: String
        /// The officer who has it in hand, if somebody has.
        let officer: String?
        let due: CivilDate?
        let reason: String?
    }

    /// What an officer answered.
    package struct Answer: Sendable {
        /// Who signed it: `区民政部门 孟晓岚`.
        let officer: String
        let isUpheld: Bool
        let text: String
        let at: Instant
    }
}

/// The panel beside a case by which a person is one tap away.
struct CasePersonPanel: Component {
    let caseID: String
    let access: CaseShowPage.PersonAccess
    /// What was typed before signing in again.
    var keptNote: String?

    func html(in context: PageContext) -> HTML {
        "<div id=\"case-person\"\(attribute: "data-live", isQuiet ? "" : nil)>\(content(context))</div>"
    }

    /// Whether it may be replaced by a fresh copy: not where somebody may be typing.
    private var isQuiet: Bool {
        switch access {
        case .withOfficers, .asked: true
        case .mayAsk, .answered: false
        }
    }

    private func content(_ context: PageContext) -> HTML {
        switch access {
        case .withOfficers:
            return """
                <div class="panel no-print"><h2>\(context.say(CasePersonCopy.withOfficers))</h2>\
                <p>\(context.say(CasePersonCopy.withOfficersText))</p></div>
                """
        case .mayAsk(let office, let term):
            return """
                <div class="panel no-print"><h2>\(context.say(CasePersonCopy.title))</h2>\
                \(form(office, term, context))</div>
                """
        case .asked(let review): return asked(review, context)
        case .answered(let answer, let office, let term):
            let again = Disclosure(
                context.say(CasePersonCopy.again), form(office, term, context), isOpen: keptNote != nil)
            return "\(answered(answer, context))<div class=\"no-print\">\(again, in: context)</div>"
        }
    }

    private func form(_ office: String, _ term: String, _ context: PageContext) -> HTML {
        let words = FormField(
            FormName.note, context.say(CasePersonCopy.reason), .longText, value: keptNote ?? "",
            hint: context.say(CasePersonCopy.reasonHint),
            isOptional: true)
        let button = ActionButton(context.say(CasePersonCopy.ask), .person, icon: .hand)
        let form = PostForm(.casePerson(caseID), content: "\(words, in: context)\(button, in: context)")
        let text = context.say(CasePersonCopy.text, ["office": office, "term": term])
        return "\(KeptNote(isKept: keptNote != nil), in: context)<p>\(text)</p>\(form, in: context)"
    }

    private func asked(_ review: CaseShowPage.Review, _ context: PageContext) -> HTML {
        let who = [review.office, review.officer].compactMap { $0 }.joined(separator: " ")
        var rows = [SummaryList.Row(context.say(CaseShowCopy.office), context.chinese(who))]
        if let due = review.due { rows.append(.init(context.say(CasePersonCopy.answerBy), context.day(due))) }
        if let reason = review.reason {
            rows.append(.init(context.say(CasePersonCopy.youSaid), context.chinese(reason)))
        }
        return Callout(
            .info, context.say(CasePersonCopy.asked),
            """
            <p>\(context.say(CasePersonCopy.askedText, ["time": context.momentText(review.askedAt)]))</p>\
            \(SummaryList(rows), in: context)
            """
        ).html(in: context)
    }

    private func answered(_ answer: CaseShowPage.Answer, _ context: PageContext) -> HTML {
        let title = context.say(answer.isUpheld ? CasePersonCopy.upheld : CasePersonCopy.corrected)
        let signed = context.say(
            CasePersonCopy.signed, ["officer": answer.officer, "time": context.momentText(answer.at)])
        return Callout(
            answer.isUpheld ? .info : .success, title,
            """
            <p>\(context.chinese(answer.text))</p><p class="quiet">\(signed)</p>\
            <p class="quiet">\(context.say(CasePersonCopy.notAgreed))</p>
            """
        ).html(in: context)
    }
}
