import Kernel

/// Words of the components themselves.
package enum DesignCopy {
    static let optional = Phrase("design.optional", zh: "（可不填）", en: " (optional)")
    static let needsScript = Phrase(
        "design.needsScript", zh: "这一项要用浏览器的 JavaScript，您的浏览器没有开启。",
        en: "This needs JavaScript, which your browser has switched off.")
    static let whyAsked = Phrase("design.whyAsked", zh: "为什么问：", en: "Why we ask: ")
    static let year = Phrase("design.year", zh: "年", en: "Year")
    static let month = Phrase("design.month", zh: "月", en: "Month")
    static let day = Phrase("design.day", zh: "日", en: "Day")
    static let stepPosition = Phrase(
        "design.stepPosition", zh: "第 {n} 步，共 {total} 步", en: "Step {n} of {total}")
    static let problems = Phrase(
        "design.problems", zh: "还有 {n} 处要改一下", en: "{n} thing(s) to put right")
    static let nothingLost = Phrase(
        "design.nothingLost", zh: "已填的内容都还在。点上面的文字可以直接跳过去。",
        en: "Everything you entered is still here. Follow a line above to go straight to it.")
    static let thisIsWrong = Phrase("design.thisIsWrong", zh: "这不对", en: "This is wrong")
    static let undispute = Phrase("design.undispute", zh: "撤回，原来的对", en: "Take back: it was right")
    static let disputed = Phrase(
        "design.disputed", zh: "您说这不对。我们会请工作人员核对，不会按它做决定。",
        en: "You said this is wrong. An officer will check it; no decision will rest on it.")
    static let applicantDisputes = Phrase(
        "design.applicantDisputes", zh: "申请人说这不对，没有写应该是什么。", en: "The applicant says this is wrong, not what is right.")
    static let applicantSays = Phrase("design.applicantSays", zh: "申请人说应该是：", en: "The applicant says it should be: ")
    static let whatIsRight = Phrase("design.whatIsRight", zh: "{label}应该是什么？", en: "What should “{label}” be?")
    static let whatIsRightHint = Phrase(
        "design.whatIsRightHint", zh: "不清楚也没关系，可以空着。", en: "If you are not sure, leave it empty.")
    static let readThen = Phrase("design.readThen", zh: "读取", en: "read")
    static let submitted = Phrase("design.submitted", zh: "提交", en: "submitted")
    static let copied = Phrase("design.copied", zh: "已复制", en: "Copied")
    static let print = Phrase("design.print", zh: "打印", en: "Print")
    static let dueBefore = Phrase("design.dueBefore", zh: "最迟", en: "Due by")

    static func period(_ period: MoneyText.Period) -> Phrase {
        switch period {
        case .once: Phrase("design.period.once", zh: "", en: "")
        case .monthly: Phrase("design.period.monthly", zh: "每月", en: "a month")
        case .yearly: Phrase("design.period.yearly", zh: "每年", en: "a year")
        }
    }

    static func grade(_ grade: FactRow.TrustGrade, for reader: FactRow.Reader = .applicant) -> Phrase {
        switch grade {
        case .issued: Phrase("design.grade.issued", zh: "部门数据", en: "issued by the agency")
        case .checked: Phrase("design.grade.checked", zh: "已核对原件", en: "checked against the original")
        case .uploaded where reader == .officer:
            Phrase("design.grade.uploadedByApplicant", zh: "申请人上传的", en: "uploaded by the applicant")
        case .declared where reader == .officer:
            Phrase("design.grade.declaredByApplicant", zh: "申请人填写并承诺属实", en: "declared by the applicant")
        case .uploaded: Phrase("design.grade.uploaded", zh: "您上传的", en: "uploaded by you")
        case .declared: Phrase("design.grade.declared", zh: "您填写并承诺属实", en: "declared by you")
        }
    }

    static func stage(_ state: ProgressTimeline.State) -> Phrase {
        switch state {
        case .done: Phrase("design.stage.done", zh: "（已完成）", en: " (done)")
        case .current: Phrase("design.stage.current", zh: "（正在办）", en: " (in progress)")
        case .waiting: Phrase("design.stage.waiting", zh: "（等您）", en: " (waiting for you)")
        case .ahead: Phrase("design.stage.ahead", zh: "（还没到）", en: " (still to come)")
        case .refused: Phrase("design.stage.refused", zh: "（未通过）", en: " (not granted)")
        }
    }
}
