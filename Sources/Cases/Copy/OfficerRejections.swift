import Flow
package import Kernel

/// What an officer's step can say no with.
package enum OfficerRejections {
    static let reasonMissing = Rejection(
        .invalidInput, Phrase("officer.reasonMissing", zh: "请写明移交的理由。", en: "Say why you hand it over."),
        nextStep: Phrase(
            "officer.reasonMissing.next", zh: "一句话就可以，接手的人要看。", en: "One sentence will do; the next officer reads it."),
        field: "note")
    static let nothingAsked = Rejection(
        .invalidInput, Phrase("officer.nothingAsked", zh: "还没有选要补的内容。", en: "Nothing has been asked for yet."),
        nextStep: Phrase(
            "officer.nothingAsked.next", zh: "请勾选材料或信息，或者写明要补什么，一次写全。",
            en: "Tick materials or information, or write what is missing, all at once."),
        field: "note")
    static let accountUnsettled = Rejection(
        .invalidInput,
        Phrase("officer.accountUnsettled", zh: "收款账户还没有核定。", en: "The account for the payment is not settled."),
        nextStep: Phrase(
            "officer.accountUnsettled.next", zh: "请先让申请人补正本人的账户，再准予。",
            en: "Ask the applicant for an account of their own first, then approve."))
    static let amountMissing = Rejection(
        .invalidInput, Phrase("officer.amountMissing", zh: "请填写批准的金额。", en: "Enter the amount that is granted."),
        nextStep: Phrase("officer.amountMissing.next", zh: "以元为单位，例如 100。", en: "In yuan, e.g. 100."), field: "amount")
    static let groundMissing = Rejection(
        .invalidInput, Phrase("officer.groundMissing", zh: "请选择不予的情形。", en: "Choose the ground of the refusal."),
        nextStep: Phrase(
            "officer.groundMissing.next", zh: "只能是事项写明的情形；都不符合的，就不能不予。",
            en: "It must be one that the service lists; where none applies it cannot be refused."),
        field: "ground")
    static let refusalReasonMissing = Rejection(
        .invalidInput, Phrase("officer.refusalReasonMissing", zh: "请写明这一件的事实和理由。", en: "State the facts of this case."),
        nextStep: Phrase(
            "officer.refusalReasonMissing.next", zh: "申请人会看到，请写具体、写平实。",
            en: "The applicant reads it: be specific and plain."),
        field: "note")
    static let reviewOutcomeMissing = Rejection(
        .invalidInput, Phrase("officer.reviewOutcomeMissing", zh: "请选复核的结果。", en: "Choose what came of the review."),
        nextStep: Phrase(
            "officer.reviewOutcomeMissing.next", zh: "原来的决定对，就选维持；有不对的，就选更正。",
            en: "Uphold it where it is right; otherwise say that it is to be corrected."),
        field: "reviewOutcome")
    static let reviewAnswerMissing = Rejection(
        .invalidInput,
        Phrase("officer.reviewAnswerMissing", zh: "请写给申请人的答复。", en: "Write your answer to the applicant."),
        nextStep: Phrase(
            "officer.reviewAnswerMissing.next", zh: "一句平实的话：看了什么，结论是什么，接下来怎么办。",
            en: "A plain sentence: what you looked at, what you found, what comes next."),
        field: "note")
}

extension OfficerRejections {
    /// 试算 is for the offices that decide the service.
    package static let notYourRules = Rejection(
        .notAllowed,
        Phrase(
            "rules.notYours", zh: "只有办理这个事项的机关才能用它的办件试算。",
            en: "Only an office that decides this service may put its cases to changed rules."),
        nextStep: Phrase(
            "rules.notYours.next", zh: "规则表和“试一试”谁都能用。", en: "The table and the trial are open to all officers."))

    /// Nobody works at the office that a case was to go to.
    static func officeWithoutStaff(_ office: String) -> Rejection {
        Rejection(
            .conflict,
            Phrase(
                "officer.officeWithoutStaff", zh: "“{office}”现在没有人接办，所以没有转出，办件还在您这里。",
                en: "Nobody works at {office}, so the case was not passed on; it is still with you."
            ).with(["office": office]),
            nextStep: Phrase(
                "officer.officeWithoutStaff.next", zh: "请系统管理员在岗位表里给它加人，再转一次；急的可以先移交给别的机关或同事。",
                en:
                    "Ask the operator to give it staff, then pass it on; if it is urgent, hand it to another office or colleague."
            ))
    }
}

extension CaseRejections {
    static let noCertificateType = Rejection(
        .conflict,
        Phrase(
            "case.noCertificateType", zh: "这个办件的证照类型已经停用，不能签发。",
            en: "The certificate type of this case is no longer issued."),
        nextStep: Phrase(
            "case.noCertificateType.next", zh: "办件没有变，请联系系统管理员恢复证照类型后再办。",
            en: "The case is unchanged; ask the operator to restore the type, then go on."))
    static let rulesChanged = Rejection(
        .conflict,
        Phrase(
            "case.rulesChanged", zh: "您填写的时候，办事规定有了更新。", en: "The rules changed while you were filling this in."),
        nextStep: Phrase(
            "case.rulesChanged.next", zh: "填过的都还在。请看一看变了什么，没问题就再点一次提交。",
            en: "All you entered is kept. See what changed, and submit again if it is right."))
    static let alreadyEntitled = Rejection(
        .conflict,
        Phrase("case.alreadyEntitled", zh: "这个人已经在享受这项待遇。", en: "This person receives the benefit already."),
        nextStep: Phrase(
            "case.alreadyEntitled.next", zh: "同一待遇不能重复给，请核对已有的那一件。",
            en: "It cannot be granted twice; look at the case there is."))

    /// 纠正: the benefit that was ended wrongly cannot live again beside a later one.
    static let entitledSince = Rejection(
        .conflict,
        Phrase(
            "case.entitledSince", zh: "这个人后来又领到了同一项待遇，不能两份同时恢复。",
            en: "This person has been granted the same benefit since; both cannot be paid."),
        nextStep: Phrase(
            "case.entitledSince.next", zh: "请核对后来的那一件；复议、判决要求恢复原来这件的，先终止后来的，再来纠正。",
            en: "Look at the later case; where a review or a court wants the first one back, end the later one first."))

    /// Why the machine does not take a step.
    static func illegal(_ step: IllegalStep) -> Rejection {
        let (zh, en, next): (String, String, Phrase) =
            switch step {
            case .outOfOrder: ("现在不能这样办。", "That cannot be done now.", reload)
            case .alreadyDecided: ("这个办件已经有决定了。", "This case is decided already.", reload)
            case .otherOffice: ("这个办件在别的机关手里。", "Another office has this case.", reload)
            case .notClaimed: ("请先认领，再办理。", "Claim it first.", reload)
            case .heldByAnother: ("同事已经认领了这个办件。", "A colleague has claimed this case.", reload)
            case .awaitingApplicant: ("正在等申请人补正。", "The applicant has been asked and has not answered yet.", reload)
            case .correctionAskedBefore:
                (
                    "已经告知过一次补正，不能再次要求。", "A correction was asked for already.",
                    Phrase(
                        "case.illegal.newFacts", zh: "补正要一次告知。有新的事实的，请写明是什么。",
                        en: "Everything has to be asked at once. If there are new facts, name them.")
                )
            case .notLastStage: ("这个环节不作决定，请办结本环节。", "This stage does not decide; finish it.", reload)
            case .reviewAskedBefore: ("已经要求过一次复核，还没有答复。", "A review was asked for and is not answered yet.", reload)
            case .lastStage: ("这是最后一个环节，请作出决定。", "This is the last stage; decide.", reload)
            }
        return Rejection(
            .conflict, Phrase("case.illegal.\(step)", zh: zh, en: en), nextStep: next,
            field: step == .correctionAskedBefore ? "newFacts" : nil)
    }

    private static let reload = Phrase(
        "case.illegal.reload", zh: "请刷新页面，看它现在的状态。", en: "Reload the page to see how it stands now.")
}

/// Words that officers' decisions carry where they write none.
enum OfficerCopy {
    static let approvedReason = Phrase(
        "officer.approvedReason", zh: "经核对，符合规定的条件。", en: "Checked: the conditions are met.")
}
