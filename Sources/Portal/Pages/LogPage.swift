package import Kernel
package import Web

/// 公开凭证 — what the public log is, how large it is, and how anyone can check it.
package enum LogPage {
    /// What the page shows.
    package struct Model: Sendable {
        package let size: Int64
        package let signedAt: Instant?
        package let witnessCount: Int
        /// The signed note as text; `nil` before the first one.
        package let checkpoint: String?
        /// How anyone checks it: a command of ours.
        package let verifyCommand: String

        package init(size: Int64, signedAt: Instant?, witnessCount: Int, checkpoint: String?, verifyCommand: String) {
            self.size = size
            self.signedAt = signedAt
            self.witnessCount = witnessCount
            self.checkpoint = checkpoint
            self.verifyCommand = verifyCommand
        }
    }

    package static func render(_ model: Model, _ context: PageContext) -> HTML {
        let title = context.say(OpenPagesCopy.logTitle)
        let head = PageHead("\(title)", lead: context.say(OpenPagesCopy.logLead))
        return PageLayout.page(
            context, title: title, isIndexable: true,
            main: """
                \(head, in: context)\(figures(model, context))\(how(context))\(checkpoint(model, context))\
                \(verify(model, context))
                """)
    }

    private static func figures(_ model: Model, _ context: PageContext) -> HTML {
        let size = context.say(OpenPagesCopy.logEntries, ["n": MoneyText.digits(model.size * 100)])
        let witnesses = context.say(OpenPagesCopy.logWitnessCount, ["n": String(model.witnessCount)])
        var rows: [SummaryList.Row] = [.init(context.say(OpenPagesCopy.logSize), "\(size)")]
        if let signedAt = model.signedAt {
            rows.append(.init(context.say(OpenPagesCopy.logSigned), context.moment(signedAt)))
        }
        rows.append(.init(context.say(OpenPagesCopy.logWitnesses), "\(witnesses)"))
        return SummaryList(rows).html(in: context)
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
            <p class="checkpoint"><code>\(model.verifyCommand)</code></p>
            """
        ).html(in: context)
    }
}
