import Kernel
import Web

/// 先问 — at most three questions that tell whether it is worth going on. Radio buttons and a stylesheet answer them:
/// nothing is sent, nothing is stored, and the button to apply stays.
struct PreQuestions: Component {
    let questions: [GuidePage.Question]

    init(_ questions: [GuidePage.Question]) { self.questions = questions }

    func html(in context: PageContext) -> HTML {
        guard !questions.isEmpty else { return .empty }
        let sets = questions.prefix(3).enumerated().map { index, question in ask(question, index + 1, context) }
        return PageSection(
            context.say(GuideCopy.questions),
            "<p class=\"quiet\">\(context.say(GuideCopy.questionsNote))</p><div class=\"stack\">\(sets)</div>"
        ).html(in: context)
    }

    private func ask(_ question: GuidePage.Question, _ number: Int, _ context: PageContext) -> HTML {
        let name = FormName.answerPrefix + String(number)
        let yes: HTML? = question.whenYes.map { "<p class=\"advice-yes\">\(context.chinese($0))</p>" }
        let no: HTML? = question.whenNo.map { "<p class=\"advice-no\">\(context.chinese($0))</p>" }
        return """
            <fieldset class="question"><legend>\(context.chinese(question.text))</legend>\
            <input class="answer-yes" type="radio" name="\(name)" id="\(name)-yes">\
            <label for="\(name)-yes">\(context.say(GuideCopy.yes))</label>\
            <input class="answer-no" type="radio" name="\(name)" id="\(name)-no">\
            <label for="\(name)-no">\(context.say(GuideCopy.no))</label>\
            <div role="status">\(yes)\(no)</div></fieldset>
            """
    }
}
