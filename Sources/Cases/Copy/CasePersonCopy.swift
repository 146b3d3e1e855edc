import Kernel

/// Words of asking for a person.
enum CasePersonCopy {
    static let title = Phrase("casePerson.title", zh: "想找人看看？", en: "Want a person to look?")
    static let text = Phrase(
        "casePerson.text", zh: "点一下，{office}会有人看这个决定，{term}内答复您。不影响已有的结果。",
        en: "One tap, and an officer ({office}) looks at this decision and answers within {term}. What you have stays.")
    static let reason = Phrase("casePerson.reason", zh: "想让工作人员看什么", en: "What should they look at?")
    static let reasonHint = Phrase(
        "casePerson.reasonHint", zh: "例如：金额好像少了。写不清楚也没关系，空着也行。",
        en: "For instance: the amount seems too low. You may leave it empty.")
    static let ask = Phrase("casePerson.ask", zh: "转人工", en: "Hand to a person")
    static let withOfficers = Phrase("casePerson.withOfficers", zh: "已经由人在办", en: "People have your case")
    static let withOfficersText = Phrase(
        "casePerson.withOfficersText", zh: "这件事由工作人员决定，不是系统。要马上和人说，请打 12345，报办件编号。",
        en: "Officers decide this, not the system. To speak to somebody now call 12345 with the case number.")
    static let asked = Phrase("casePerson.asked", zh: "已交给人复核", en: "An officer will look at it")
    static let askedText = Phrase(
        "casePerson.askedText", zh: "您 {time} 要求由人来看。有答复会发短信告诉您，也会写在这里。",
        en: "You asked for a person {time}. The answer will be shown here, and sent to your phone.")
    static let answerBy = Phrase("casePerson.answerBy", zh: "最迟哪天答复", en: "Answer due by")
    static let youSaid = Phrase("casePerson.youSaid", zh: "您说的", en: "What you said")
    static let upheld = Phrase("casePerson.upheld", zh: "复核答复：原来的决定没有错", en: "Reviewed: the decision is right")
    static let corrected = Phrase(
        "casePerson.corrected", zh: "复核答复：有要更正的地方", en: "Reviewed: something will be put right")
    static let signed = Phrase("casePerson.signed", zh: "{officer}，{time}", en: "{officer}, {time}")
    static let notAgreed = Phrase(
        "casePerson.notAgreed", zh: "还不同意的，下面“不同意这个结果”写着行政复议和诉讼怎么办；也可以打 12345。",
        en: "If you still disagree, your remedies are listed below; you can also call 12345.")
    static let again = Phrase("casePerson.again", zh: "还想再问", en: "Ask again")
}
