import Kernel

/// Words of applying and of following a case.
enum CasePagesCopy {
    static let stepFill = Phrase("case.stepFill", zh: "填写", en: "Fill in")
    static let stepReview = Phrase("case.stepReview", zh: "核对", en: "Check")
    static let stepResult = Phrase("case.stepResult", zh: "结果", en: "Result")
    static let backToGuide = Phrase("case.backToGuide", zh: "办事指南", en: "Guide")

    static let applyLead = Phrase(
        "case.applyLead", zh: "只填我们查不到的。", en: "Enter only what we could not find ourselves.")
    static let applyNothing = Phrase(
        "case.applyNothing", zh: "该有的我们都查到了，您不用填。看一看对不对，就可以往下走。",
        en: "We found everything we need. Look through it, and go on if it is right.")
    static let missing = Phrase("case.missing", zh: "请您填这些", en: "Please enter")
    static let held = Phrase("case.held", zh: "我们查到的", en: "What we found")
    static let heldNote = Phrase(
        "case.heldNote", zh: "每一项都写明从哪里、什么时候查到的。哪一项不对，点“这不对”，会有人核对。",
        en:
            "Each line shows where and when it was found. If one is wrong, press “This is wrong” and a person will check."
    )
    static let toReview = Phrase("case.toReview", zh: "下一步：核对", en: "Next: check")
    static let saved = Phrase("case.saved", zh: "已自动保存", en: "Saved")
    static let savedAt = Phrase("case.savedAt", zh: "上次保存：{time}", en: "Last saved: {time}")
    static let unsaved = Phrase(
        "case.unsaved", zh: "暂时没存上，点“下一步”时会再存。", en: "Not saved yet. It will be when you go on.")
    static let kept = Phrase("case.kept", zh: "您刚才填的都还在", en: "What you had typed is still here")
    static let keptText = Phrase(
        "case.keptText", zh: "登录时间到了，填的内容替您留着，现在放回来了，还没有提交。请看一看，再接着办。",
        en:
            "Your session had ended. We kept what you typed and put it back; nothing was sent. Look through it and go on."
    )
    static let leave = Phrase("case.leave", zh: "可以随时离开，填过的都还在。", en: "You can leave at any time. Nothing is lost.")
    static let sourceDown = Phrase("case.sourceDown", zh: "有的部门现在查不了", en: "Some agencies cannot be reached now")
    static let sourceDownText = Phrase(
        "case.sourceDownText", zh: "“{sources}”暂时没有回应。您可以照常提交，由工作人员补查，不耽误您。",
        en: "“{sources}” did not answer. You can still submit; an officer will look it up.")
    static let changed = Phrase("case.changed", zh: "办事规定有更新", en: "The rules have changed")
    static let changedText = Phrase(
        "case.changedText", zh: "您开始填写以后，规定改了下面这些。填过的都还在，不用重来。",
        en: "Since you began, this has changed. All that you entered is kept.")

    static let reviewTitle = Phrase("case.reviewTitle", zh: "看一遍，没错就提交", en: "Check and submit")
    static let reviewLead = Phrase(
        "case.reviewLead", zh: "提交以前都可以改。", en: "You can still change anything before you submit.")
    static let yourAnswers = Phrase("case.yourAnswers", zh: "您填的", en: "What you entered")
    static let change = Phrase("case.change", zh: "改一改", en: "Change")
    static let declaration = Phrase(
        "case.declaration", zh: "以上内容我看过了，是真实的。", en: "I have read the above, and it is true.")
    static let submit = Phrase("case.submit", zh: "提交申请", en: "Submit")
    static let byPerson = Phrase("case.byPerson", zh: "提交，但由工作人员决定", en: "Submit, but let a person decide")
    static let decided = Phrase("case.decided", zh: "提交以后会怎样", en: "What happens next")
    static let decidedText = Phrase(
        "case.decidedText",
        zh: "条件都符合的，系统当场批准；有一项不确定，就交给工作人员，{commitment}办完。您也可以直接选由工作人员决定，一样受理。",
        en:
            "If every condition is met, you have your answer at once; otherwise an officer decides within {commitment}. "
            + "You may also choose an officer from the start.")

    static let listTitle = Phrase("case.listTitle", zh: "我的办件", en: "My cases")
    static let listEmpty = Phrase("case.listEmpty", zh: "还没有办过事", en: "Nothing applied for yet")
    static let listEmptyText = Phrase(
        "case.listEmptyText", zh: "说说您想办什么，我们帮您找。", en: "Tell us what you need and we will find it.")
    static let find = Phrase("case.find", zh: "去找一找", en: "Find a service")
    static let older = Phrase("case.older", zh: "更早的", en: "Older")
    static let mine = Phrase("case.mine", zh: "我的", en: "Mine")
}
