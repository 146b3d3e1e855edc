package import Catalog
package import Kernel
package import Web

/// 规则表 — the decision table, and after a trial beside each cell how it came out.
package struct RulesTable: Component {
    let sheet: RulesSheet?
    /// Of a trial.
    let trace: JSON?

    package init(_ sheet: RulesSheet?, trace: JSON? = nil) {
        self.sheet = sheet
        self.trace = trace
    }

    package func html(in context: PageContext) -> HTML {
        guard let sheet else {
            return PageSection(context.say(RulesCopy.table), "<p>\(context.say(DeskCopy.noRules))</p>").html(
                in: context)
        }
        let tried = trace?["rules"]?.array
        let rows = sheet.rows.enumerated().map { index, row in
            line(row, tried?.indices.contains(index) == true ? tried?[index] : nil, context)
        }
        let table = DataTable(
            caption: context.say(RulesCopy.table),
            columns: [context.say(RulesCopy.rule)] + sheet.columns + sheet.outputs, rows: rows, hidesCaption: true)
        return PageSection(
            context.say(RulesCopy.table), id: "table",
            """
            <p class="quiet">\(context.say(RulesCopy.tableNote))</p>\(table, in: context)\
            \(list(RulesCopy.definitions, sheet.definitions, context))\
            \(list(RulesCopy.standards, sheet.standards, context))
            """
        ).html(in: context)
    }

    private func line(_ row: RulesSheet.Row, _ tried: JSON?, _ context: PageContext) -> [HTML] {
        let cells = row.conditions.enumerated().map { index, condition -> HTML in
            let written: HTML =
                condition == "-"
                ? "<span class=\"quiet\">\(context.say(RulesCopy.any))</span>" : "<code>\(condition)</code>"
            guard condition != "-",
                let cell = tried?["cells"]?.array.flatMap({ $0.indices.contains(index) ? $0[index] : nil })
            else { return written }
            return "\(written) \(mark(cell, context), in: context)\(value(cell, context))"
        }
        let name: HTML = "<b>\(context.chinese(row.name))</b> \(mark(tried, context), in: context)"
        return [name] + cells + row.outputs.map { "<code>\($0)</code>" }
    }

    /// By word as well as by colour.
    private func mark(_ outcome: JSON?, _ context: PageContext) -> Tag? {
        switch outcome?["outcome"]?.string {
        case "hit": Tag(context.say(RulesCopy.hit), .good)
        case "failed": Tag(context.say(RulesCopy.failed), .attention)
        case "unknown": Tag(context.say(RulesCopy.open), .waiting)
        default: nil
        }
    }

    private func value(_ cell: JSON, _ context: PageContext) -> HTML? {
        guard let value = cell["value"], value != .null else { return nil }
        let words = value.string ?? value.bool.map { context.say($0 ? RulesCopy.yes : RulesCopy.no) } ?? value.text
        return "<br><span class=\"quiet\">\(context.say(RulesCopy.now, ["value": words]))</span>"
    }

    private func list(_ title: Phrase, _ definitions: [RulesSheet.Definition], _ context: PageContext) -> HTML? {
        guard !definitions.isEmpty else { return nil }
        let rows = definitions.map { SummaryList.Row($0.name, "<code>\($0.expression)</code>") }
        return "<h3>\(context.say(title))</h3>\(SummaryList(rows), in: context)"
    }
}
