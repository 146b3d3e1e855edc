import Exchange
import Kernel
import Web

/// The head of a case: how it stands, what the person gets, or who has it and until when.
struct CaseVerdict: Component {
    let model: CaseShowPage.Model

    init(_ model: CaseShowPage.Model) { self.model = model }

    func html(in context: PageContext) -> HTML {
        let reason: HTML? = model.reason.map { "<p class=\"lead\">\(context.chinese($0))</p>" }
        return """
            <section class="verdict verdict-\(style)"><h2 class="verdict-word" data-headline>\(icon.html)\
            <span>\(context.say(model.headline))</span></h2>\(money(context))\(reason)\(rows(context))\
            \(actions(context))</section>
            """
    }

    private var style: String {
        switch model.standing {
        case .granted: "yes"
        case .open, .waitingForYou: "waiting"
        case .notGranted: "no"
        }
    }

    private var icon: Icon {
        switch model.standing {
        case .granted: .check
        case .open: .clock
        case .waitingForYou: .bell
        case .notGranted: .info
        }
    }

    private func money(_ context: PageContext) -> HTML? {
        guard let benefit = model.benefit else { return nil }
        if benefit.standing != .standing {
            let news = benefit.standing == .ended ? CaseShowCopy.paymentEnded : CaseShowCopy.paymentPaused
            return Callout(.warning, context.say(news)).html(in: context)
        }
        let amount = MoneyText(fen: benefit.amountFen, benefit.period, isLarge: true)
        let start: HTML? = benefit.startsOn.map {
            "<p class=\"quiet\">\(context.say(CaseShowCopy.starts, ["day": context.dayText($0)]))</p>"
        }
        return "<p>\(amount, in: context)</p>\(start)"
    }

    private func rows(_ context: PageContext) -> HTML? {
        guard model.standing == .open || model.standing == .waitingForYou else { return nil }
        var rows: [SummaryList.Row] = []
        if let office = model.office { rows.append(.init(context.say(CaseShowCopy.office), context.chinese(office))) }
        if let due = model.due { rows.append(.init(context.say(CaseShowCopy.due), context.day(due))) }
        return rows.isEmpty ? nil : SummaryList(rows).html(in: context)
    }

    private func actions(_ context: PageContext) -> HTML? {
        var buttons: [ActionButton] = []
        if model.standing == .waitingForYou {
            buttons.append(
                ActionButton(context.say(CorrectionCopy.go), .primary, .link(.caseCorrection(model.id)), icon: .pen))
        }
        if let id = model.certificateID {
            let label = context.say(CaseShowCopy.certificate)
            buttons.append(ActionButton(label, .primary, .link(.certificate(id)), icon: .seal))
        }
        if model.hasCertificateElsewhere {
            let label = context.say(ElsewhereCopy.certificate)
            buttons.append(
                ActionButton(label, .primary, .download(.caseCertificateElsewhere(model.id)), icon: .download))
        }
        if model.invitesRating {
            let label = context.say(CaseShowCopy.rate)
            buttons.append(ActionButton(label, .secondary, .link(.caseRating(model.id)), icon: .star))
        }
        return buttons.isEmpty ? nil : "<div class=\"actions\">\(buttons, in: context)</div>"
    }
}
