package import Kernel
import Web

/// Words about the comparing of what departments were told with what they hold.
enum ReconciliationCopy {
    static let title = Phrase("reconciliation.title", zh: "回写对账", en: "Write-backs compared")
    static let lead = Phrase(
        "reconciliation.lead",
        zh: "每天把平台送达的和贵部门登记的核对一遍。没有登记上的按原编号重新送达；登记过又没有了的、不一致的、没有来源的请您核对，平台不改您的记录。后来撤销、暂停的，会再送一条更正。",
        en: """
            Each day what was sent is compared with what you hold. What never arrived is sent again; what is gone, differs or \
            is unknown is yours to check. What was revoked or suspended later is told in a correction.
            """
    )
    static let toReconciliation = Phrase("reconciliation.to", zh: "回写对账", en: "Write-backs compared")
    static let none = Phrase("reconciliation.none", zh: "没有要核对的", en: "Nothing to check")
    static let noneText = Phrase(
        "reconciliation.noneText", zh: "两边登记一致，或者贵部门没有接收回写的系统。",
        en: "Both sides agree, or nothing is written back to your department.")
    static let waiting = Phrase("reconciliation.waiting", zh: "等您核对", en: "For you to check")
    static let corrections = Phrase("reconciliation.corrections", zh: "更正", en: "Corrections")
    static let noCorrections = Phrase(
        "reconciliation.noCorrections", zh: "还没有要更正的决定。", en: "No decision was changed after it was sent.")
    static let decided = Phrase("reconciliation.decided", zh: "决定于", en: "Decided")
    static let change = Phrase("reconciliation.change", zh: "变动", en: "Change")
    static let original = Phrase("reconciliation.original", zh: "更正的是", en: "Corrects")
    static let uncorrectedText = Phrase(
        "reconciliation.uncorrectedText",
        zh: "这份决定后来有了变动，平台不能自动更正。请按原受理号找到登记，照“现在应当”处理，再答复处理情况。",
        en: """
            The decision was changed afterwards and cannot be put right by machine. Find the registration by its number, do what \
            “现在应当” (what is right now) says, and say what was done.
            """)
    static let days = Phrase("reconciliation.days", zh: "最近的对账", en: "Latest comparisons")
    static let noDays = Phrase("reconciliation.noDays", zh: "还没有对过账。", en: "Nothing was compared yet.")
    static let settled = Phrase("reconciliation.settled", zh: "已经处理的", en: "Settled")
    static let run = Phrase("reconciliation.run", zh: "现在对账：{resource}", en: "Compare now: {resource}")
    static let day = Phrase("reconciliation.day", zh: "日期", en: "Day")
    static let resource = Phrase("reconciliation.resource", zh: "资源", en: "Resource")
    static let compared = Phrase("reconciliation.compared", zh: "核对了", en: "Compared")
    static let standing = Phrase("reconciliation.standing", zh: "情况", en: "Standing")
    static let finished = Phrase("reconciliation.finished", zh: "已完成", en: "Done")
    static let finishedInPart = Phrase(
        "reconciliation.finishedInPart", zh: "已完成，有办件读不出来，已报运维", en: "Done but for cases that could not be read")
    static let implausible = Phrase(
        "reconciliation.implausible", zh: "不在登记里的太多，没有重新送达。请先查回读的设置；确实丢了的，点“现在对账”逐条核对",
        en: "Too many are gone: nothing was sent again. Check how they are read back; if lost, compare now")
    static let unfinished = Phrase("reconciliation.unfinished", zh: "正在进行", en: "Under way")
    static let faulty = Phrase(
        "reconciliation.faulty", zh: "部门系统没有答复（{code}），半小时后再试", en: "No answer ({code}); tried again in half an hour")
    static let key = Phrase("reconciliation.key", zh: "事件编号", en: "Event number")
    static let found = Phrase("reconciliation.found", zh: "发现于", en: "Found")
    static let value = Phrase("reconciliation.value", zh: "信息", en: "Value")
    static let kind = Phrase("reconciliation.kind", zh: "发现", en: "Finding")
    static let ours = Phrase("reconciliation.ours", zh: "平台送达的", en: "As sent")
    static let theirs = Phrase("reconciliation.theirs", zh: "贵部门登记的", en: "As you hold it")
    static let reason = Phrase("reconciliation.reason", zh: "核对情况", en: "What you found")
    static let reasonHint = Phrase(
        "reconciliation.reasonHint", zh: "写明核对了什么、怎样处理的，会记入日志。", en: "What was checked and done; it goes into the log.")
    static let corrected = Phrase("reconciliation.answerCorrected", zh: "已在本部门系统更正", en: "Corrected in our system")
    static let kept = Phrase("reconciliation.answerKept", zh: "维持本部门的登记", en: "Our registration stays")

    static func word(_ kind: WriteBackFinding.Kind) -> Phrase {
        switch kind {
        case .lost: Phrase("reconciliation.lost", zh: "丢失", en: "Lost")
        case .differing: Phrase("reconciliation.differing", zh: "不一致", en: "Differs")
        case .unknown: Phrase("reconciliation.unknown", zh: "没有来源", en: "Unknown")
        case .uncorrected: Phrase("reconciliation.uncorrected", zh: "要更正", en: "To be put right")
        }
    }

    static func word(_ state: WriteBackCorrection.State) -> Phrase {
        switch state {
        case .waiting: Phrase("reconciliation.correctionWaiting", zh: "等待送达", en: "To be sent")
        case .acknowledged: Phrase("reconciliation.correctionAcknowledged", zh: "已登记", en: "Registered")
        case .handedOver: Phrase("reconciliation.correctionHandedOver", zh: "由贵部门人员处理", en: "Done by your people")
        }
    }

    static func word(_ state: WriteBackFinding.State) -> Phrase {
        switch state {
        case .open: Phrase("reconciliation.open", zh: "待核对", en: "To be checked")
        case .redelivering: Phrase("reconciliation.redelivering", zh: "正在重新送达", en: "Being sent again")
        case .redelivered: Phrase("reconciliation.redelivered", zh: "已重新送达", en: "Sent again")
        case .agreed: Phrase("reconciliation.agreed", zh: "已一致", en: "Agrees now")
        case .corrected: Phrase("reconciliation.stateCorrected", zh: "已更正", en: "Corrected")
        case .kept: Phrase("reconciliation.stateKept", zh: "维持", en: "Kept")
        case .overtaken: Phrase("reconciliation.overtaken", zh: "并入后一条", en: "Part of a later one")
        }
    }

    static let notThere = Rejection(
        .notFound,
        Phrase(
            "reconciliation.notThere", zh: "没有这条对账记录，或者它不归您的部门核对。",
            en: "There is no such finding for your department."),
        nextStep: Phrase("reconciliation.notThere.next", zh: "回到列表里选。", en: "Choose one from the list."))
    static let answered = Rejection(
        .conflict,
        Phrase(
            "reconciliation.answered", zh: "已经处理过了，或者正在重新送达，不用答复。",
            en: "It is settled, or being sent again: it needs no answer."),
        nextStep: Phrase("reconciliation.answered.next", zh: "刷新列表。", en: "Reload the list."))
    static let meanwhile = Rejection(
        .conflict,
        Phrase("reconciliation.meanwhile", zh: "办件刚刚有了新的进展，答复没有写进去。", en: "The case moved on; nothing was written."),
        nextStep: Phrase("reconciliation.meanwhile.next", zh: "请再提交一次。", en: "Please send it once more."))
    static let outcomeMissing = Rejection(
        .invalidInput, Phrase("reconciliation.outcomeMissing", zh: "没有选处理结果。", en: "The outcome is missing."),
        nextStep: Phrase(
            "reconciliation.outcomeMissing.next", zh: "选“已更正”或者“维持”。", en: "Say whether it was corrected or stays."))
    static let reasonMissing = Rejection(
        .invalidInput, Phrase("reconciliation.reasonMissing", zh: "没有写核对情况。", en: "What you found is missing."),
        nextStep: Phrase(
            "reconciliation.reasonMissing.next", zh: "写明核对了什么、怎样处理的，再提交。", en: "Write it and send again."))
}

extension WriteBackCorrection.Change {
    /// As people read it.
    package var words: Phrase {
        switch self {
        case .suspended: Phrase("reconciliation.suspended", zh: "暂停", en: "suspended")
        case .resumed: Phrase("reconciliation.resumed", zh: "恢复", en: "resumed")
        case .cancelled: Phrase("reconciliation.cancelled", zh: "注销", en: "cancelled")
        case .revoked: Phrase("reconciliation.revoked", zh: "撤销", en: "revoked")
        case .reinstated: Phrase("reconciliation.reinstated", zh: "纠正", en: "reinstated")
        case .amended: Phrase("reconciliation.amended", zh: "更正", en: "put right")
        }
    }
}
