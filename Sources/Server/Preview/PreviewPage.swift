import Cases
import Catalog
import Desk
import Kernel
import Portal
import Web

/// 预览页 — guide, form, rules or examples of a definition that is being written, under what is wrong with it now.
struct PreviewPage {
    /// What is looked at.
    enum Part: String, CaseIterable {
        case guide, form, rules, examples

        var title: Phrase {
            switch self {
            case .guide: PreviewCopy.guide
            case .form: PreviewCopy.form
            case .rules: PreviewCopy.rules
            case .examples: PreviewCopy.examples
            }
        }
    }

    let reading: ItemPreview.Reading
    let part: Part
    let file: String
    let places: PlaceNames
    let now: Instant

    func html(in context: PageContext) -> HTML {
        let name = reading.item?.name(in: context.language) ?? context.say(PreviewCopy.title)
        return PageLayout.page(
            context, title: "\(name) · \(context.say(PreviewCopy.title))", width: .wide,
            main: """
                <div data-events="/changes?after=\(reading.revision)"></div>\
                <nav class="actions" aria-label="\(context.say(PreviewCopy.title))">\(links(context))</nav>\
                <div id="preview" data-live>\(findings(context))\(heading(name, context), in: context)\(content(context))</div>
                """)
    }

    /// The guide has one of its own.
    private func heading(_ name: String, _ context: PageContext) -> PageHead? {
        part == .guide && reading.item != nil ? nil : PageHead(context.chinese(name))
    }

    private func links(_ context: PageContext) -> [HTML] {
        Part.allCases.map { one in
            let kind = one == part ? "secondary" : "quiet"
            return """
                <a class="button button-\(kind)" href="/\(one.rawValue)"\
                \(attribute: "aria-current", one == part ? "page" : nil)><span>\(context.say(one.title))</span></a>
                """
        }
    }

    private func findings(_ context: PageContext) -> HTML {
        let place: HTML = "<p class=\"quiet\">\(context.say(PreviewCopy.lead, ["file": file]))</p>"
        guard !reading.findings.isEmpty else {
            return Callout(.success, context.say(PreviewCopy.clean), place).html(in: context)
        }
        let lines = reading.findings.map { finding -> HTML in "<li>\(finding.line(in: context.language))</li>" }
        if reading.findings.faults.isEmpty {
            return Callout(.success, context.say(PreviewCopy.clean), "<ul>\(lines)</ul>\(place)").html(in: context)
        }
        let note = context.say(reading.item == nil ? PreviewCopy.nothing : PreviewCopy.last)
        return Callout(
            .warning, context.say(PreviewCopy.faults, ["n": String(reading.findings.faults.count)]),
            "<ul>\(lines)</ul><p>\(note)</p>\(place)"
        ).html(in: context)
    }

    private func content(_ context: PageContext) -> HTML {
        guard let item = reading.item else { return .empty }
        switch part {
        case .guide: return GuidePreview(item, today: now.civilDate()).html(in: context)
        case .form: return FormPreview(item, places: places, now: now).html(in: context)
        case .rules:
            let day = item.rulesShown(on: now.civilDate()).day
            let findings = RulesFindings(item.rulesFindings(on: day))
            return "\(RulesTable(item.rulesEdition(on: day)?.sheet), in: context)\(findings, in: context)"
        case .examples: return examples(item, context)
        }
    }

    private func examples(_ item: ServiceItem, _ context: PageContext) -> HTML {
        let results = item.exampleResults
        guard !results.isEmpty else { return "<p>\(context.say(PreviewCopy.noExamples))</p>" }
        let rows = results.map { result -> [HTML] in
            let tag =
                result.isAsExpected
                ? Tag(context.say(PreviewCopy.asExpected), .good)
                : Tag(context.say(PreviewCopy.notExpected), .attention)
            return [
                context.chinese(result.name), context.day(result.day),
                "\(context.chinese(result.result)) \(tag, in: context)\(context.chinese(result.explanation))",
            ]
        }
        return DataTable(
            caption: context.say(PreviewCopy.examples),
            columns: [PreviewCopy.name, PreviewCopy.day, PreviewCopy.result].map { context.say($0) }, rows: rows
        ).html(in: context)
    }
}
