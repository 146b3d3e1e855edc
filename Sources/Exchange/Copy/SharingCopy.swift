import Kernel
import Web

/// Words about requests for data and grants, and what can be said no with.
enum SharingCopy {
    static let title = Phrase("sharing.title", zh: "数据共享", en: "Data sharing")
    static let lead = Phrase(
        "sharing.lead", zh: "给本机关的申请在这里答复，本机关提出的在这里看结果。只授用得到的信息，到期自动失效，随时可以撤回。",
        en: "Answer what is asked of your office, and see what became of its own requests. Grants end by themselves.")
    static let signIn = Phrase("sharing.signIn", zh: "登录核对", en: "Sign-in")
    static let importing = Phrase(
        "sharing.importing", zh: "经本人同意的证照归集", en: "Certificates read with consent")
    static let parentage = Phrase("sharing.parentage", zh: "父母关系核对", en: "Parentage")
    static let toSharing = Phrase("sharing.toSharing", zh: "申请和授权", en: "Requests and grants")
    static let waiting = Phrase("sharing.waiting", zh: "等本机关答复", en: "For your office to answer")
    static let own = Phrase("sharing.own", zh: "本机关提出的", en: "Asked by your office")
    static let answered = Phrase("sharing.answered", zh: "本机关已经答复的", en: "Answered by your office")
    static let nothing = Phrase("sharing.nothing", zh: "现在没有。", en: "None now.")
    static let office = Phrase("sharing.office", zh: "申请机关", en: "Asked by")
    static let resource = Phrase("sharing.resource", zh: "资源", en: "Resource")
    static let dueOn = Phrase("sharing.dueOn", zh: "答复期限", en: "Answer by")
    static let overdue = Phrase("sharing.overdue", zh: "已超期", en: "Overdue")
    static let state = Phrase("sharing.state", zh: "结果", en: "Result")
    static let reason = Phrase("sharing.reason", zh: "理由", en: "Reason")
    static let reasonHint = Phrase(
        "sharing.reasonHint", zh: "不同意或者少给，要写明理由，申请机关看得到。",
        en: "Needed where you refuse or grant less; the other office reads it.")
    static let grant = Phrase("sharing.grant", zh: "同意，按勾选的授权", en: "Grant what is ticked")
    static let refuse = Phrase("sharing.refuse", zh: "不同意", en: "Refuse")
    static let revoke = Phrase("sharing.revoke", zh: "撤回授权", en: "Revoke")

    static let grants = Phrase("sharing.grants", zh: "授权给谁", en: "Granted to")
    static let noGrants = Phrase(
        "sharing.noGrants", zh: "没有授权。没有授权的一律不查，由申请人填写或工作人员核对。",
        en: "None. What is not granted is not read: applicants are asked, or a person checks.")
    static let aim = Phrase("sharing.aim", zh: "目的", en: "Purpose")
    static let days = Phrase("sharing.days", zh: "期限", en: "Period")
    static let standing = Phrase("sharing.standing", zh: "现状", en: "Standing")
    static let ended = Phrase("sharing.ended", zh: "已到期", en: "Ended")
    static let revoked = Phrase("sharing.revoked", zh: "已撤回：{reason}", en: "Revoked: {reason}")
    static let inForce = Phrase("sharing.inForce", zh: "有效", en: "In force")

    static let ask = Phrase("sharing.ask", zh: "申请使用", en: "Ask for it")
    static let askNote = Phrase(
        "sharing.askNote", zh: "{office}要在 {n} 个工作日内答复。只勾办事用得到的。",
        en: "{office} answers within {n} working days. Tick only what the service needs.")
    static let item = Phrase("sharing.item", zh: "为哪个事项", en: "For which service")
    static let fields = Phrase("sharing.fields", zh: "要哪些信息", en: "Which fields")
    static let until = Phrase("sharing.until", zh: "用到哪一天", en: "Until")
    static let send = Phrase("sharing.send", zh: "提出申请", en: "Send the request")

    static func word(_ state: SharingRequest.State) -> Phrase {
        switch state {
        case .asked: Phrase("sharing.asked", zh: "待答复", en: "Waiting")
        case .granted: Phrase("sharing.granted", zh: "已同意", en: "Granted")
        case .refused: Phrase("sharing.refused", zh: "不同意", en: "Refused")
        }
    }

    static let itemMissing = invalid(
        Phrase("sharing.itemMissing", zh: "没有选事项，或者它不由您的机关办理。", en: "No service of your office was chosen."),
        Phrase("sharing.itemMissing.next", zh: "选一个本机关办理的事项。", en: "Choose one that your office decides."),
        FormName.item)
    static let fieldsMissing = invalid(
        Phrase("sharing.fieldsMissing", zh: "没有勾选信息。", en: "No field is ticked."),
        Phrase(
            "sharing.fieldsMissing.next", zh: "至少勾一项；用接口的，在 fields 里逐项写出。",
            en: "Tick at least one; at the interface write each in “fields”."), nil)

    static func fieldUnknown(_ field: String) -> Rejection {
        invalid(
            Phrase("sharing.fieldUnknown", zh: "这个资源没有“{field}”这一项。", en: "It has no “{field}”.", ["field": field]),
            Phrase(
                "sharing.fieldUnknown.next", zh: "照目录里的名称写；只答是或否的，照事项里的写法带上括号里的数。",
                en: "Write names as the catalogue has them; questions of yes or no as “年满(80)”."), nil)
    }

    static func fieldTwice(_ field: String) -> Rejection {
        invalid(
            Phrase("sharing.fieldTwice", zh: "“{field}”写了两次。", en: "“{field}” stands twice.", ["field": field]),
            Phrase("sharing.fieldTwice.next", zh: "每项只写一次。", en: "Write each once."), nil)
    }

    static func tooManyThresholds(_ question: String, max: Int) -> Rejection {
        invalid(
            Phrase(
                "sharing.tooManyThresholds", zh: "“{question}”用不同的数问得太多，等于把信息本身问出来了。",
                en: "“{question}” with so many values would give away the value itself.", ["question": question]),
            Phrase(
                "sharing.tooManyThresholds.next", zh: "最多写 {n} 个；确实要用信息本身的，申请那一项。",
                en: "Write {n} at most, or ask for the field itself.", ["n": String(max)]), nil)
    }

    static func fieldNotAsked(_ field: String) -> Rejection {
        invalid(
            Phrase(
                "sharing.fieldNotAsked", zh: "申请里没有“{field}”。", en: "“{field}” was not asked for.", ["field": field]),
            Phrase("sharing.fieldNotAsked.next", zh: "只从申请的信息里选。", en: "Choose from what was asked for."), nil)
    }
    static let aimMissing = invalid(
        Phrase("sharing.aimMissing", zh: "没有写目的。", en: "The purpose is missing."),
        Phrase("sharing.aimMissing.next", zh: "用一句话写明拿来核对什么。", en: "Say in a sentence what it is to show."),
        FormName.note)
    static let untilMissing = invalid(
        Phrase("sharing.untilMissing", zh: "期限要在明天以后、五年以内。", en: "It ends after today and within five years."),
        Phrase("sharing.untilMissing.next", zh: "重新填写日期。", en: "Enter another day."), FormName.until)
    static let reasonMissing = invalid(
        Phrase("sharing.reasonMissing", zh: "没有写理由。", en: "The reason is missing."),
        Phrase("sharing.reasonMissing.next", zh: "写明理由再提交。", en: "Write it and send again."), FormName.note)
    static let tooLate = Rejection(
        .conflict, Phrase("sharing.tooLate", zh: "申请的期限已经过了。", en: "The period that was asked for is over."),
        nextStep: Phrase("sharing.tooLate.next", zh: "请申请机关重新申请。", en: "The office has to ask again."))
    static let alreadyAnswered = Rejection(
        .conflict, Phrase("sharing.alreadyAnswered", zh: "已经有人答复过了。", en: "It was answered already."),
        nextStep: Phrase("sharing.alreadyAnswered.next", zh: "刷新页面看结果。", en: "Reload the page to see the result."))
    static let notYours = Rejection(
        .notAllowed,
        Phrase(
            "sharing.notYours", zh: "只有提供数据的部门能答复和撤回。", en: "Only the department that provides the data may do this."),
        nextStep: Phrase("sharing.notYours.next", zh: "请联系提供部门。", en: "Ask that department."))

    private static func invalid(_ reason: Phrase, _ next: Phrase, _ field: String?) -> Rejection {
        Rejection(.invalidInput, reason, nextStep: next, field: field)
    }
}
