import Kernel
import Web

/// 接入自检 — each department's connection, and what the last check of it found.
enum SourcesPage {
    /// One department.
    struct Line: Sendable {
        let department: Department
        let report: CheckSources.Report?
        /// Whether the reader answers for it.
        let mayCheck: Bool
    }

    static func render(_ lines: [Line], _ context: PageContext) -> HTML {
        let title = context.say(SourceCopy.title)
        let head = PageHead(
            "\(title)", lead: context.say(SourceCopy.lead), back: .init(context.say(ResourceCopy.back), .deskResources))
        let sections = lines.map { section($0, context) }
        return PageLayout.page(
            context, title: title, width: .wide, main: "\(head, in: context)\(sections, in: context)")
    }

    private static func section(_ line: Line, _ context: PageContext) -> PageSection {
        let department = line.department
        let rows = [
            SummaryList.Row(context.say(SourceCopy.way), department.wayOfConnecting(in: context)),
            SummaryList.Row(
                context.say(SourceCopy.resources),
                context.chinese(department.resources.map(\.name).joined(separator: "、"))),
            SummaryList.Row(context.say(SourceCopy.checkedAt), checked(line.report, context)),
        ]
        let findings = (line.report?.findings ?? []).map { finding($0, context) }
        let list: HTML? = findings.isEmpty ? nil : "<ul>\(findings)</ul>"
        let button: HTML =
            line.mayCheck
            ? PostForm(
                .checkSource(department.provider.code),
                content: ActionButton(context.say(SourceCopy.checkNow), .secondary).html(in: context)
            ).html(in: context)
            : "<p class=\"hint\">\(context.say(SourceCopy.onlyYours))</p>"
        return PageSection(
            department.provider.name, id: "source-\(department.provider.code)",
            "<div class=\"panel\">\(SummaryList(rows), in: context)\(list)\(button)</div>")
    }

    private static func checked(_ report: CheckSources.Report?, _ context: PageContext) -> HTML {
        guard let report else { return Tag(context.say(SourceCopy.notYet), .waiting).html(in: context) }
        let tag =
            report.isSound
            ? Tag(context.say(SourceCopy.sound), .good) : Tag(context.say(SourceCopy.faulty), .attention)
        return "\(context.moment(report.at)) \(tag, in: context)"
    }

    private static func finding(_ finding: CheckFinding, _ context: PageContext) -> HTML {
        let mark: Tag? = finding.isFault ? Tag(context.say(SourceCopy.faulty), .attention) : nil
        return "<li>\(mark, in: context) \(context.say(finding.message))</li>"
    }
}

extension Department {
    /// `数据库 SQLite`, `接口`
    fileprivate func wayOfConnecting(in context: PageContext) -> HTML {
        let kind: HTML? = connection["种类"].map { " \($0.text ?? "")" }
        return "\(CatalogueWords.html(connectionKind, in: context))\(kind)"
    }
}
