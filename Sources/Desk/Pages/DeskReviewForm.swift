import Cases
import Kernel
import Web

/// 复核答复 — what came of it, and the answer that the applicant reads.
enum DeskReviewForm {
    static func render(_ model: DeskActions.Model, _ context: PageContext) -> HTML {
        let outcomes = [
            FormField.Choice(value: AnswerReview.Outcome.upheld.rawValue, label: context.say(DeskCopy.reviewUpheld)),
            FormField.Choice(
                value: AnswerReview.Outcome.corrected.rawValue, label: context.say(DeskCopy.reviewCorrected),
                hint: context.say(DeskCopy.correctedHint)),
        ]
        let outcome = FormField(
            FormName.reviewOutcome, context.say(DeskCopy.reviewOutcome), .choice(outcomes),
            value: model.typed[FormName.reviewOutcome] ?? "",
            error: DeskActions.error("review", FormName.reviewOutcome, model, context))
        let answer = DeskActions.field(
            "review", DeskCopy.reviewText, hint: DeskCopy.reviewTextHint, isOptional: false, model, context)
        return DeskActions.form(
            "review", DeskCopy.reviewAnswer, key: "a", .primary, fields: "\(outcome, in: context)\(answer)", model,
            context)
    }
}
