/// 步骤条 — where one is in a short journey, in words as well: `第 2 步，共 3 步`.
package struct StepTrail: Component {
    let steps: [String]
    let current: Int

    /// - Parameter current: 0-based; equal to the number of steps where all are done.
    package init(_ steps: [String], current: Int) {
        self.steps = steps
        self.current = current
    }

    package func html(in context: PageContext) -> HTML {
        let position = context.say(
            DesignCopy.stepPosition, ["n": String(min(current + 1, steps.count)), "total": String(steps.count)])
        let items = steps.enumerated().map { index, step -> HTML in
            let state = index < current ? "done" : index == current ? "current" : "ahead"
            let mark: HTML = index < current ? Icon.check.html : "\(index + 1)"
            return """
                <li class="step-\(state)"\(attribute: "aria-current", index == current ? "step" : nil)>\
                <span class="step-mark">\(mark)</span><span>\(step)</span></li>
                """
        }
        return """
            <nav class="steps" aria-label="\(position)"><p class="step-position">\(position)</p><ol>\(items)</ol></nav>
            """
    }
}
