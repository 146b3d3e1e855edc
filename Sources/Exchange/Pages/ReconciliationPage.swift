import Kernel
import Web

/// 回写对账 — for officers of a department that is written to: what does not agree, each with the form that answers it, and when
/// it was compared.
enum ReconciliationPage {
    /// What the page shows.
    struct Model: Sendable {
        /// Ways of the department that can be compared.
        var resources: [Resource]
        /// Those that are not settled first.
        var findings: [WriteBackFinding]
        /// The newest first.
        var corrections: [WriteBackCorrection]
        /// The newest first.
        var days: [Reconciliation]
        /// What was wrong with an answer, by the finding's id.
        var problem: (finding: String, rejection: Rejection)?
        /// What was typed before it.
        var typed = FormFields()
    }

    static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(ReconciliationCopy.title)
        let head = PageHead(
            "\(title)", lead: context.say(ReconciliationCopy.lead),
            back: .init(context.say(ResourceCopy.back), .deskResources))
        let open = model.findings.filter { !$0.state.isSettled }.map { panel($0, model, context) }
        let none = EmptyState(
            .check, context.say(ReconciliationCopy.none), advice: context.say(ReconciliationCopy.noneText))
        let sections = [
            PageSection(
                context.say(ReconciliationCopy.waiting), id: "waiting",
                open.isEmpty ? none.html(in: context) : "<div class=\"stack\">\(open)</div>"),
            PageSection(context.say(ReconciliationCopy.corrections), id: "corrections", corrections(model, context)),
            PageSection(context.say(ReconciliationCopy.days), id: "days", days(model, context)),
            PageSection(context.say(ReconciliationCopy.settled), id: "settled", settled(model, context)),
        ]
        return PageLayout.page(
            context, title: title, width: .wide, main: "\(head, in: context)\(sections, in: context)")
    }

    private static func panel(_ finding: WriteBackFinding, _ model: Model, _ context: PageContext) -> HTML {
        let tags = [
            Tag(context.say(ReconciliationCopy.word(finding.kind)), .attention),
            Tag(context.say(ReconciliationCopy.word(finding.state)), .waiting),
        ]
        let rows = [
            SummaryList.Row(context.say(ReconciliationCopy.key), "<code>\(finding.key)</code>"),
            SummaryList.Row(context.say(ReconciliationCopy.found), context.moment(finding.foundAt)),
        ]
        let columns = [ReconciliationCopy.value, ReconciliationCopy.ours, ReconciliationCopy.theirs]
        let values = DataTable(
            caption: context.say(ReconciliationCopy.value), columns: columns.map { context.say($0) },
            rows: finding.lines.map { line in
                [context.chinese(line.name), text(line.ours, context), text(line.theirs, context)]
            }, hidesCaption: true)
        let task: HTML? =
            finding.kind == .uncorrected ? "<p>\(context.say(ReconciliationCopy.uncorrectedText))</p>" : nil
        let form: HTML? = finding.state == .open ? answer(finding, model, context) : nil
        return """
            <section class="panel"><h2>\(context.chinese(finding.resource))</h2><p>\(tags, in: context)</p>\
            \(task)\(SummaryList(rows), in: context)\(values, in: context)\(form)</section>
            """
    }

    private static func text(_ value: String?, _ context: PageContext) -> HTML {
        value.map { context.chinese($0) } ?? "—"
    }

    private static func answer(_ finding: WriteBackFinding, _ model: Model, _ context: PageContext) -> HTML {
        let id = finding.id.description
        let error = model.problem?.finding == id ? model.problem?.rejection.sentence(in: context.language) : nil
        let reason = FormField(
            "\(FormName.note).\(id)", context.say(ReconciliationCopy.reason), .longText,
            value: model.typed["\(FormName.note).\(id)"] ?? "", hint: context.say(ReconciliationCopy.reasonHint),
            error: error)
        let corrected = ActionButton(
            context.say(ReconciliationCopy.corrected), .primary, .submit(name: FormName.decision, value: "corrected"))
        let kept = ActionButton(
            context.say(ReconciliationCopy.kept), .secondary, .submit(name: FormName.decision, value: "kept"))
        let content: HTML =
            "\(reason, in: context)<div class=\"actions\">\(corrected, in: context)\(kept, in: context)</div>"
        return PostForm(.answerWriteBack(id), content: content).html(in: context)
    }

    /// 更正: what was decided otherwise, and whether the department knows.
    private static func corrections(_ model: Model, _ context: PageContext) -> HTML {
        guard !model.corrections.isEmpty else { return "<p>\(context.say(ReconciliationCopy.noCorrections))</p>" }
        let columns = [
            ReconciliationCopy.decided, ReconciliationCopy.resource, ReconciliationCopy.change,
            ReconciliationCopy.standing, ReconciliationCopy.original,
        ]
        let rows = model.corrections.map { correction -> [HTML] in
            [
                context.moment(correction.decidedAt), context.chinese(correction.resource),
                "\(context.say(correction.change.words))",
                "\(context.say(ReconciliationCopy.word(correction.state)))", "<code>\(correction.original)</code>",
            ]
        }
        return DataTable(
            caption: context.say(ReconciliationCopy.corrections), columns: columns.map { context.say($0) }, rows: rows,
            hidesCaption: true
        ).html(in: context)
    }

    private static func days(_ model: Model, _ context: PageContext) -> HTML {
        let columns =
            [ReconciliationCopy.day, ReconciliationCopy.resource, ReconciliationCopy.compared]
            + [.lost, .differing, .unknown].map(ReconciliationCopy.word) + [ReconciliationCopy.standing]
        let rows = model.days.map { run -> [HTML] in
            let counts = [run.tally.compared, run.tally.lost, run.tally.differing, run.tally.unknown]
            return [context.day(run.day), context.chinese(run.resource)] + counts.map { "\(String($0))" }
                + ["\(standing(run, context))"]
        }
        let table = DataTable(
            caption: context.say(ReconciliationCopy.days), columns: columns.map { context.say($0) }, rows: rows,
            hidesCaption: true)
        let none: HTML = "<p>\(context.say(ReconciliationCopy.noDays))</p>"
        let buttons = model.resources.filter { !$0.isCorrecting }.map { resource -> HTML in
            let label = context.say(ReconciliationCopy.run, ["resource": resource.name])
            return PostForm(.reconcile(resource.code), content: ActionButton(label, .secondary).html(in: context))
                .html(in: context)
        }
        return "\(rows.isEmpty ? none : table.html(in: context))<div class=\"actions\">\(buttons)</div>"
    }

    private static func standing(_ run: Reconciliation, _ context: PageContext) -> String {
        if run.fault == Reconciliation.implausibleLoss { return context.say(ReconciliationCopy.implausible) }
        if run.finishedAt != nil {
            return context.say(run.fault == nil ? ReconciliationCopy.finished : ReconciliationCopy.finishedInPart)
        }
        return run.fault.map { context.say(ReconciliationCopy.faulty, ["code": $0]) }
            ?? context.say(ReconciliationCopy.unfinished)
    }

    private static func settled(_ model: Model, _ context: PageContext) -> HTML {
        let rows = model.findings.filter(\.state.isSettled).map { finding -> [HTML] in
            [
                context.moment(finding.foundAt), context.chinese(finding.resource),
                "\(context.say(ReconciliationCopy.word(finding.kind)))",
                "\(context.say(ReconciliationCopy.word(finding.state)))", "<code>\(finding.key)</code>",
            ]
        }
        guard !rows.isEmpty else { return "<p>\(context.say(SharingCopy.nothing))</p>" }
        let columns = [
            ReconciliationCopy.found, ReconciliationCopy.resource, ReconciliationCopy.kind,
            ReconciliationCopy.standing, ReconciliationCopy.key,
        ]
        return DataTable(
            caption: context.say(ReconciliationCopy.settled), columns: columns.map { context.say($0) }, rows: rows,
            hidesCaption: true
        ).html(in: context)
    }
}
