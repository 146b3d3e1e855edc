import Kernel
import Web

/// The three steps of an application.
struct CaseSteps: Component {
    let current: Int

    func html(in context: PageContext) -> HTML {
        let steps = [CasePagesCopy.stepFill, CasePagesCopy.stepReview, CasePagesCopy.stepResult]
        return StepTrail(steps.map { context.say($0) }, current: current).html(in: context)
    }
}
