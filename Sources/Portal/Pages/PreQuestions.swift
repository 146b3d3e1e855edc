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
        let answers = question.answers.enumerated().map { index, answer in
            self.answer(answer, name: name, id: "\(name)-\(index + 1)", context)
        }
        return """
            <fieldset class="question"><legend>\(context.chinese(question.text))</legend>\
            <div class="answers">\(answers)</div></fieldset>
            """
    }

    /// One answer as it is worded, and below it what to say to it: the stylesheet shows that once it is chosen.
    private func answer(_ answer: GuidePage.Answer, name: String, id: String, _ context: PageContext) -> HTML {
        """
        <div class="answer"><input type="radio" name="\(name)" id="\(id)" aria-describedby="\(id)-hint">\
        <label for="\(id)">\(context.chinese(answer.label))</label>\
        <div role="status"><p id="\(id)-hint">\(context.chinese(answer.hint))</p></div></div>
        """
    }
}
