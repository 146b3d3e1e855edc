import Kernel
import Web

/// 委托和家人 — who may act for me, for whom I may act, and what was done.
enum MandatesPage {
    /// One mandate with what was done by it.
    struct Line: Sendable {
        let mandate: Mandate
        let standing: Mandate.Standing
        let deeds: [MandateDeed]
        /// Whether the reader may end it now.
        let mayEnd: Bool
    }

    /// What the page shows.
    struct Model: Sendable {
        let offers: [Line]
        let given: [Line]
        let held: [Line]
        let children: [Line]
        /// What was typed of a child, and what is wrong with it.
        var typed = FormFields()
        var problem: Rejection?
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(MandateCopy.title)
        let head = PageHead(
            "\(title)", lead: context.say(MandateCopy.lead), back: .init(context.say(IdentityCopy.mine), .me))
        let give = ActionButton(context.say(MandateCopy.give), .primary, .link(.newMandate))
        let summary = ErrorSummary(
            model.problem.map { [.init($0.sentence(in: context.language), field: $0.field ?? FormName.name)] } ?? [])
        return PageLayout.page(
            context, title: title,
            main: """
                \(summary, in: context)\(head, in: context)<div class="actions">\(give, in: context)</div>\
                \(offers(model, context))\
                \(section(MandateCopy.given, "given", model.given, none: MandateCopy.noneGiven, .given, context))\
                \(section(MandateCopy.held, "held", model.held, none: MandateCopy.noneHeld, .held, context))\
                \(children(model, context))
                """)
    }

    private static func offers(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.offers.isEmpty else { return nil }
        let panels = model.offers.map { MandatePanel(line: $0, side: .offer) }
        return PageSection(context.say(MandateCopy.offers), id: "offers", "\(panels, in: context)").html(in: context)
    }

    private static func section(
        _ title: Phrase, _ id: String, _ lines: [Line], none: Phrase, _ side: MandatePanel.Side, _ context: PageContext
    ) -> HTML {
        let content: HTML = lines.isEmpty ? "<p>\(context.say(none))</p>" : list(lines, side, context)
        return PageSection(context.say(title), id: id, content).html(in: context)
    }

    /// What is over lies a tap away.
    private static func list(_ lines: [Line], _ side: MandatePanel.Side, _ context: PageContext) -> HTML {
        let isOpen = { (line: Line) in [.offered, .coming, .inForce].contains(line.standing) }
        let earlier = lines.filter { !isOpen($0) }.map { MandatePanel(line: $0, side: side) }
        let past: HTML? =
            earlier.isEmpty
            ? nil
            : Disclosure(context.say(MandateCopy.earlier), "\(earlier, in: context)").html(in: context)
        return "\(lines.filter(isOpen).map { MandatePanel(line: $0, side: side) }, in: context)\(past)"
    }

    private static func children(_ model: Model, _ context: PageContext) -> HTML {
        func error(_ field: String) -> String? {
            model.problem.flatMap { $0.field == field ? $0.sentence(in: context.language) : nil }
        }
        let name = FormField(
            FormName.name, context.say(MandateCopy.childName), .text(.personName),
            value: model.typed[FormName.name] ?? "", error: error(FormName.name))
        let number = FormField(
            FormName.residentID, context.say(MandateCopy.childNumber), .text(.residentID),
            value: model.typed[FormName.residentID] ?? "", hint: context.say(IdentityCopy.residentIDHint),
            error: error(FormName.residentID))
        let button = ActionButton(context.say(MandateCopy.addChild), .secondary)
        let form = PostForm(
            .children,
            content: """
                \(name, in: context)\(number, in: context)<div class="actions">\(button, in: context)</div>
                """)
        let add = Disclosure(
            context.say(MandateCopy.addChild), form.html(in: context), isOpen: model.problem != nil)
        return PageSection(
            context.say(MandateCopy.children), id: "children",
            """
            <p class="quiet">\(context.say(MandateCopy.childrenLead))</p>\(list(model.children, .child, context))\
            \(add, in: context)
            """
        ).html(in: context)
    }
}

/// One mandate, as one of its sides reads it.
struct MandatePanel: Component {
    let line: MandatesPage.Line
    let side: Side

    enum Side { case offer, given, held, child }

    func html(in context: PageContext) -> HTML {
        """
        <div class="panel stack">\(SummaryList(rows(context)), in: context)\(buttons(context))\(deeds(context))</div>
        """
    }

    private func rows(_ context: PageContext) -> [SummaryList.Row] {
        let mandate = line.mandate
        let standing = side == .offer ? MandateCopy.yourTurn : line.standing.words
        let tag = Tag(context.say(standing), line.standing == .inForce ? .good : .waiting)
        let party = other
        let days = context.say(
            MandateCopy.days, ["from": context.dayText(mandate.from), "until": context.dayText(mandate.until)])
        var rows: [SummaryList.Row] = [
            .init(
                context.say(party.label),
                "\(context.chinese(party.person.name)) \(party.person.residentID.masked) \(tag, in: context)"),
            .init(context.say(MandateCopy.matter), powers(context)),
            .init(context.say(MandateCopy.term), "\(days)"),
        ]
        if mandate.powers.contains(.certificates) {
            let types = mandate.certificateTypes
            rows.append(
                .init(
                    context.say(MandateCopy.types),
                    types.isEmpty
                        ? "\(context.say(MandateCopy.everyType))" : context.chinese(types.joined(separator: "、"))))
        }
        return rows
    }

    private var other: (label: Phrase, person: Mandate.Party) {
        switch side {
        case .given where line.mandate.origin == .parent: (MandateCopy.parent, line.mandate.agent)
        case .given: (MandateCopy.agent, line.mandate.agent)
        case .child: (MandateCopy.child, line.mandate.principal)
        case .offer, .held: (MandateCopy.principal, line.mandate.principal)
        }
    }

    private func powers(_ context: PageContext) -> HTML {
        let words = line.mandate.powers.map { context.say($0.words) }
        return "\(words.joined(separator: context.language == .chinese ? "；" : "; "))"
    }

    private func buttons(_ context: PageContext) -> HTML? {
        let id = line.mandate.id.description
        func post(_ path: SitePath, _ words: Phrase, _ kind: ActionButton.Kind) -> HTML {
            let button = ActionButton(context.say(words), kind, context: other.person.name)
            return PostForm(path, look: .inline, content: "\(button, in: context)").html(in: context)
        }
        if side == .offer {
            return """
                <div class="actions">\(post(.mandateAcceptance(id), MandateCopy.accept, .primary))\
                \(post(.mandateRefusal(id), MandateCopy.decline, .secondary))</div>
                """
        }
        var links: [ActionButton] = []
        if side != .given, line.standing == .inForce {
            if line.mandate.powers.contains(.certificates) {
                links.append(ActionButton(context.say(MandateCopy.toCertificates), .secondary, .link(.certificates)))
            }
            if line.mandate.powers.contains(.cases) {
                links.append(ActionButton(context.say(MandateCopy.toCases), .secondary, .link(.mandateCases(id))))
            }
        }
        let end: HTML? =
            line.mayEnd
            ? post(.mandateRevocation(id), side == .given ? MandateCopy.revoke : MandateCopy.giveUp, .danger) : nil
        let hint: HTML? =
            side == .given && line.standing == .offered
            ? "<p class=\"quiet\">\(context.say(MandateCopy.tellThem))</p>" : nil
        return links.isEmpty && end == nil ? nil : "\(hint)<div class=\"actions\">\(links, in: context)\(end)</div>"
    }

    private func deeds(_ context: PageContext) -> HTML? {
        guard !line.deeds.isEmpty else { return nil }
        let rows = line.deeds.reversed().map { deed -> [HTML] in
            let about: HTML? = deed.about.map { "：\(context.chinese($0))" }
            return [
                context.moment(deed.at), context.chinese(deed.by), "\(context.say(deed.kind.words))\(about)",
            ]
        }
        let title = context.say(MandateCopy.deeds)
        let table = DataTable(
            caption: title, columns: [MandateCopy.when, MandateCopy.who, MandateCopy.what].map { context.say($0) },
            rows: rows, hidesCaption: true)
        return Disclosure(title, table.html(in: context)).html(in: context)
    }
}
