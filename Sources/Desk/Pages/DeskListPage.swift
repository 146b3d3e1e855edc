import Cases
import Kernel
import Web

/// 待办 — an office's open cases, the most urgent first.
enum DeskListPage {
    /// One case.
    struct Line: Sendable {
        let id: String
        let number: String
        let itemName: String
        /// Masked: a list is seen by whoever passes the screen.
        let applicant: String
        let stage: String
        let status: CaseStatus
        /// 复核: what the applicant wants looked at, empty where nothing was said; `nil` for cases that are to be decided.
        let question: String?
        let due: CivilDate?
        let handler: String?
    }

    /// What the page shows.
    struct Model: Sendable {
        var officer: String
        var office: String
        var query: DeskQuery
        var scopeCounts: [DeskQuery.Scope: Int]
        var soonCount: Int
        /// Services among the office's cases: id, name, number.
        var items: [(id: String, name: String, count: Int)]
        var lines: [Line]
        var next: DeskQuery.Key?
        var today: CivilDate
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(DeskCopy.title)
        let lead = context.say(DeskCopy.lead, ["office": model.office, "name": model.officer])
        return PageLayout.page(
            context, title: title, width: .wide,
            main: """
                \(PageHead("\(title)", lead: lead), in: context)\(filters(model, context))\(list(model, context))\
                \(next(model, context))\
                <p>\(ActionButton(context.say(RulesCopy.toRules), .quiet, .link(.deskRules)), in: context) \
                \(ActionButton(context.say(DeskCopy.toCertificates), .quiet, .link(.deskCertificates)), in: context) \
                \(ActionButton(context.say(DeskCopy.toResources), .quiet, .link(.deskResources)), in: context) \
                \(ActionButton(context.say(DisputeCopy.toDisputes), .quiet, .link(.disputes)), in: context)</p>\
                <p class="quiet keys-hint">\(context.say(DeskCopy.keys))</p>
                """)
    }

    private static func filters(_ model: Model, _ context: PageContext) -> HTML {
        let scopes = DeskQuery.Scope.allCases.map { scope -> HTML in
            var query = model.query
            query.scope = scope
            return link(query, words(scope), model.scopeCounts[scope] ?? 0, model, context)
        }
        var soon = model.query
        soon.dueBy = model.query.dueBy == nil ? model.today.adding(days: DeskRoutes.soonDays) : nil
        let soonLink =
            model.query.dueBy == nil
            ? link(soon, DeskCopy.soon, model.soonCount, model, context)
            : "<a class=\"button button-quiet\" href=\"\(address(soon))\">\(context.say(DeskCopy.everything))</a>"
        var all = model.query
        all.item = nil
        let allItems = link(all, DeskCopy.allItems, nil, model, context)
        let items = model.items.map { item -> HTML in
            var query = model.query
            query.item = item.id
            return link(query, Phrase("desk.item.name", zh: item.name, en: item.name), item.count, model, context)
        }
        return """
            <nav class="stack-near filters" aria-label="\(context.say(DeskCopy.filters))">\
            <div class="actions">\(scopes.joined())\(soonLink)</div>\
            <div class="actions">\(allItems)\(items.joined())</div></nav>
            """
    }

    private static func link(
        _ query: DeskQuery, _ words: Phrase, _ count: Int?, _ model: Model, _ context: PageContext
    ) -> HTML {
        var here = model.query
        here.after = nil
        var query = query
        query.after = nil
        let isHere = query == here
        let number: HTML? = count.map { " (\($0))" }
        return """
            <a class="button button-\(isHere ? "secondary" : "quiet")" href="\(address(query))"\
            \(attribute: "aria-current", isHere ? "page" : nil)><span>\(context.say(words))\(number)</span></a>
            """
    }

    private static func words(_ scope: DeskQuery.Scope) -> Phrase {
        switch scope {
        case .mine: DeskCopy.mine
        case .waiting: DeskCopy.waiting
        case .office: DeskCopy.office
        }
    }

    static func address(_ query: DeskQuery) -> String {
        var parts = ["\(FormName.scope)=\(query.scope.rawValue)"]
        if let item = query.item { parts.append("\(FormName.item)=\(PercentCoding.encoded(item))") }
        if query.dueBy != nil { parts.append("\(FormName.due)=soon") }
        if let after = query.after { parts.append("\(FormName.after)=\(PercentCoding.encoded(after.description))") }
        return SitePath.desk.text + "?" + parts.joined(separator: "&")
    }

    private static func list(_ model: Model, _ context: PageContext) -> HTML {
        guard !model.lines.isEmpty else {
            return EmptyState(.check, context.say(DeskCopy.empty), advice: context.say(DeskCopy.emptyText))
                .html(in: context)
        }
        let columns = [
            DeskCopy.number, DeskCopy.item, DeskCopy.applicant, DeskCopy.stage, DeskCopy.due, DeskCopy.handler,
        ].map { context.say($0) }
        let rows = model.lines.map { row($0, model.today, context) }
        return DataTable(caption: context.say(DeskCopy.caption), columns: columns, rows: rows).html(in: context)
    }

    private static func row(_ line: Line, _ today: CivilDate, _ context: PageContext) -> [HTML] {
        let waits: HTML? =
            line.status == .correctionAsked
            ? " \(Tag(context.say(CaseStatus.correctionAsked.deskWord), .attention), in: context)" : nil
        let review: HTML? = line.question.map { words in
            let quoted: HTML? = words.isEmpty ? nil : "<br><span class=\"quiet\">“\(context.chinese(words))”</span>"
            return "\(Tag(context.say(DeskCopy.review), .attention), in: context)\(quoted)"
        }
        let warning: Tag? = line.due.flatMap { due in
            due < today
                ? Tag(context.say(DeskCopy.overdue), .attention)
                : due == today ? Tag(context.say(DeskCopy.dueToday), .waiting) : nil
        }
        return [
            "<a href=\"\(SitePath.deskCase(line.id).text)\" data-row><code>\(line.number)</code></a>",
            context.chinese(line.itemName), context.chinese(line.applicant),
            "\(context.chinese(line.stage))\(waits)\(review)",
            "\(line.due.map { context.day($0) }) \(warning, in: context)",
            line.handler.map { context.chinese($0) } ?? "<span class=\"quiet\">\(context.say(DeskCopy.nobody))</span>",
        ]
    }

    private static func next(_ model: Model, _ context: PageContext) -> HTML? {
        guard let key = model.next else { return nil }
        var query = model.query
        query.after = key
        let button = ActionButton(context.say(DeskCopy.more), .secondary, .open(address(query)))
        return "<div class=\"actions\">\(button, in: context)</div>"
    }
}

extension CaseStatus {
    /// As officers read it.
    var deskWord: Phrase {
        switch self {
        case .inReview: Phrase("desk.status.inReview", zh: "审查中", en: "In review")
        case .correctionAsked: Phrase("desk.status.correctionAsked", zh: "待补正", en: "Awaiting correction")
        case .granted: Phrase("desk.status.granted", zh: "准予", en: "Granted")
        case .refused: Phrase("desk.status.refused", zh: "不予", en: "Refused")
        }
    }
}
