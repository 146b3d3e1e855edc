package import Kernel

/// 本机核验 — a file that the visitor chooses, checked by `Assets.localCheck` in his own browser; each step says how it came
/// out. Without JavaScript it says so, and nothing is promised.
package struct LocalCheck: Component {
    let label: Phrase
    let hint: Phrase
    /// What is typed or pasted instead of a file: its label and how to come by it.
    let typed: (label: Phrase, hint: Phrase)
    let steps: [Step]
    let genuine: Phrase
    let notGenuine: Phrase
    /// What a sheet of paper proves, which knows nothing of today.
    let genuinePaper: Phrase
    let claims: [(name: String, label: Phrase)]

    /// One thing that is checked, by the code that the script knows it by.
    package struct Step: Sendable {
        let code: String
        let title: Phrase
        let passed: Phrase
        let failed: Phrase
        let skipped: Phrase?

        package init(_ code: String, _ title: Phrase, passed: Phrase, failed: Phrase, skipped: Phrase? = nil) {
            self.code = code
            self.title = title
            self.passed = passed
            self.failed = failed
            self.skipped = skipped
        }
    }

    package init(
        label: Phrase, hint: Phrase, typed: (label: Phrase, hint: Phrase), steps: [Step], genuine: Phrase,
        notGenuine: Phrase, genuinePaper: Phrase, claims: [(name: String, label: Phrase)]
    ) {
        self.label = label
        self.hint = hint
        self.typed = typed
        self.steps = steps
        self.genuine = genuine
        self.notGenuine = notGenuine
        self.genuinePaper = genuinePaper
        self.claims = claims
    }

    package func html(in context: PageContext) -> HTML {
        let file = FormField(
            "file", context.say(label), .localFile(accepting: ".json,.sd-jwt,application/json"), hint: context.say(hint)
        )
        let text = FormField("text", context.say(typed.label), .longText, hint: context.say(typed.hint))
        let labels = claims.map { claim -> HTML in "<dt data-claim=\"\(claim.name)\">\(context.say(claim.label))</dt>" }
        return """
            <div class="stack" data-local-check>\(file, in: context)\(text, in: context)\
            <noscript>\(Callout(.info, context.say(DesignCopy.needsScript)), in: context)</noscript>\
            <div role="status" class="stack">\
            <div data-verdict="good" hidden>\(Callout(.success, context.say(genuine)), in: context)</div>\
            <div data-verdict="paper" hidden>\(Callout(.warning, context.say(genuinePaper)), in: context)</div>\
            <div data-verdict="bad" hidden>\(Callout(.error, context.say(notGenuine)), in: context)</div>\
            <ul class="plain-list" data-steps hidden>\(steps.map { line($0, context) })</ul>\
            <dl class="summary" data-claims hidden></dl></div>\
            <template data-labels><dl>\(labels)</dl></template></div>
            """
    }

    private func line(_ step: Step, _ context: PageContext) -> HTML {
        """
        <li data-step="\(step.code)"\(attribute: "data-passed", context.say(step.passed))\
        \(attribute: "data-failed", context.say(step.failed))\
        \(attribute: "data-skipped", step.skipped.map(context.say))>\
        <span data-icon="passed" hidden>\(Icon.check.html)</span><span data-icon="failed" hidden>\(Icon.cross.html)</span>\
        <span data-icon="skipped" hidden>\(Icon.info.html)</span>\
        <div><p><b>\(context.say(step.title))</b></p><p class="quiet" data-said></p></div></li>
        """
    }
}
