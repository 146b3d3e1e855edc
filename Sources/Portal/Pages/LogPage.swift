package import Kernel
package import Web

/// 公开凭证 — what the public log is, how large it is, and how anyone can check it.
package enum LogPage {
    /// What the page shows.
    package struct Model: Sendable {
        package let size: Int64
        package let witnesses: [Witness]
        /// How many of them must have signed.
        package let quorum: Int
        /// As far as so many have signed; `nil` where they have not yet.
        package let witnessedSize: Int64?
        /// Whether they have been behind for longer than it takes when all is well.
        package let isWitnessLate: Bool
        /// The signed note as text; `nil` before the first one.
        package let checkpoint: String?
        /// How anyone checks it: commands of ours, once and again and again.
        package let verifyCommand: String
        package let monitorCommand: String

        package init(
            size: Int64, witnesses: [Witness], quorum: Int, witnessedSize: Int64?, isWitnessLate: Bool,
            checkpoint: String?, verifyCommand: String, monitorCommand: String
        ) {
            self.size = size
            self.witnesses = witnesses
            self.quorum = quorum
            self.witnessedSize = witnessedSize
            self.isWitnessLate = isWitnessLate
            self.checkpoint = checkpoint
            self.verifyCommand = verifyCommand
            self.monitorCommand = monitorCommand
        }
    }

    /// 见证人, as the page names one.
    package struct Witness: Sendable {
        package let authority: String
        package let name: String
        /// When it signed the last checkpoint that enough have signed; `nil` where it did not.
        package let signedAt: Instant?

        package init(authority: String, name: String, signedAt: Instant?) {
            self.authority = authority
            self.name = name
            self.signedAt = signedAt
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(OpenPagesCopy.logTitle)
        let head = PageHead("\(title)", lead: context.say(OpenPagesCopy.logLead))
        return PageLayout.page(
            context, title: title, isIndexable: true,
            main: """
                \(head, in: context)\(late(model, context))\(figures(model, context))\(how(context))\
                \(witnesses(model, context))\(checkpoint(model, context))\
                \(verify(model, context))
                """)
    }

    private static func figures(_ model: Model, _ context: PageContext) -> HTML {
        let size = context.say(OpenPagesCopy.logEntries, ["n": MoneyText.digits(model.size * 100)])
        var rows: [SummaryList.Row] = [.init(context.say(OpenPagesCopy.logSize), "\(size)")]
        if let seen = model.witnessedSize {
            let text = context.say(OpenPagesCopy.logEntries, ["n": MoneyText.digits(seen * 100)])
            rows.append(.init(context.say(OpenPagesCopy.logWitnessed), "\(text)"))
        }
        return SummaryList(rows).html(in: context)
    }

    private static func late(_ model: Model, _ context: PageContext) -> HTML? {
        guard model.isWitnessLate else { return nil }
        let text = context.say(OpenPagesCopy.logLateText, ["quorum": String(model.quorum)])
        return Callout(.warning, context.say(OpenPagesCopy.logLate), "<p>\(text)</p>").html(in: context)
    }

    private static func witnesses(_ model: Model, _ context: PageContext) -> HTML? {
        guard !model.witnesses.isEmpty else { return nil }
        let lead = context.say(
            OpenPagesCopy.logWitnessLead,
            ["n": String(model.witnesses.count), "quorum": String(model.quorum)])
        let rows = model.witnesses.map { witness -> [HTML] in
            let signed: HTML =
                witness.signedAt.map { context.moment($0) } ?? "\(context.say(OpenPagesCopy.logWitnessSilent))"
            return [context.chinese(witness.authority), signed]
        }
        let title = context.say(OpenPagesCopy.logWitnesses)
        let table = DataTable(
            caption: title,
            columns: [OpenPagesCopy.logWitness, OpenPagesCopy.logWitnessSigned].map { context.say($0) },
            rows: rows, hidesCaption: true)
        return PageSection(title, "<p>\(lead)</p>\(table, in: context)").html(in: context)
    }

    private static func how(_ context: PageContext) -> HTML {
        let lines = [
            (Icon.lock, OpenPagesCopy.logHow1, OpenPagesCopy.logHow1Text),
            (.steps, OpenPagesCopy.logHow2, OpenPagesCopy.logHow2Text),
            (.family, OpenPagesCopy.logHow3, OpenPagesCopy.logHow3Text),
        ].map { icon, title, text in
            IconList.Line(icon, "\(context.say(title))", "\(context.say(text))")
        }
        return PageSection(context.say(OpenPagesCopy.logHow), IconList(lines).html(in: context)).html(in: context)
    }

    private static func checkpoint(_ model: Model, _ context: PageContext) -> HTML? {
        guard let note = model.checkpoint else { return nil }
        let button = ActionButton(
            context.say(OpenPagesCopy.logDownload), .secondary, .download(.logCheckpoint), icon: .download)
        return PageSection(
            context.say(OpenPagesCopy.logCheckpoint),
            "<p class=\"checkpoint\"><code>\(note)</code></p><div class=\"actions\">\(button, in: context)</div>"
        ).html(in: context)
    }

    private static func verify(_ model: Model, _ context: PageContext) -> HTML {
        PageSection(
            context.say(OpenPagesCopy.logVerify),
            """
            <p>\(context.say(OpenPagesCopy.logVerifyText))</p>\
            <p class="checkpoint"><code>\(model.verifyCommand)</code></p>\
            <p>\(context.say(OpenPagesCopy.logMonitorText))</p>\
            <p class="checkpoint"><code>\(model.monitorCommand)</code></p>
            """
        ).html(in: context)
    }
}
