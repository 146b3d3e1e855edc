import Kernel

/// Words of the page about the interface.
enum APICopy {
    static let title = Phrase("api.title", zh: "接口", en: "Interface")
    static let lead = Phrase(
        "api.lead", zh: "网页能办的，程序也能办：同一套规则、同一份存证。金额以分为单位，时间按 RFC 3339，编号都是文字。",
        en:
            "What the pages do, programs can do: the same rules, the same log. Money is in fen, times are RFC 3339, ids are text."
    )
    static let document = Phrase("api.document", zh: "下载 OpenAPI 3.1 文档", en: "Download the OpenAPI 3.1 document")
    static let start = Phrase("api.start", zh: "从这里开始", en: "Start here")
    static let search = Phrase("api.step.search", zh: "用自己的话找事项。", en: "Find a service by your own words.")
    static let challenge = Phrase("api.step.challenge", zh: "获取验证码。", en: "Ask for a code.")
    static let code = Phrase(
        "api.step.code", zh: "换取令牌，之后放在 Authorization 请求头里。",
        en: "Get a token; from then on it goes into the Authorization header.")
    static let apply = Phrase(
        "api.step.apply", zh: "申请。同一个 Idempotency-Key 重发多少次都只有一个办件。",
        en: "Apply. However often it is sent with one Idempotency-Key, it is one case.")
    static let work = Phrase(
        "api.step.work", zh: "工作人员在 /desk/session 登录后，按到期日取待办。",
        en: "Officers sign in at /desk/session: the work list by due date.")
    static let follow = Phrase("api.step.follow", zh: "看进度。", en: "Follow its progress.")
    static let verify = Phrase(
        "api.step.verify", zh: "任何人都可以核验证照，不用登录。", en: "Anybody can check a certificate, without signing in.")

    static let columnAddress = Phrase("api.columnAddress", zh: "地址", en: "Address")
    static let columnMeaning = Phrase("api.columnMeaning", zh: "做什么", en: "What it does")
    static let columnWho = Phrase("api.columnWho", zh: "谁可以用", en: "Who may use it")
    static let everyone = Phrase("api.everyone", zh: "任何人", en: "Everybody")
    static let resident = Phrase("api.resident", zh: "登录后", en: "Signed in")

    static let staff = Phrase("api.staff", zh: "工作人员", en: "Officers")

    static func who(_ access: Operation.Access) -> Phrase {
        switch access {
        case .everyone: everyone
        case .resident: resident
        case .staff: staff
        }
    }

    static let refusals = Phrase("api.refusals", zh: "办不了的时候", en: "When it says no")
    static let refusalsText = Phrase(
        "api.refusalsText", zh: "每次都说明原因和下一步，中英文都有，并有不变的代码（RFC 9457）。",
        en: "It always says why and what to do next, in both languages, with a stable code (RFC 9457).")
    static let status400 = Phrase(
        "api.status400", zh: "写法与接口说明不符，field 指出是哪一处。", en: "Not as described; field says where.")
    static let status401 = Phrase(
        "api.status401", zh: "没有登录、已经过期，身份不符，或等级不够。",
        en: "Not signed in, expired, not for you, or of too low a level.")
    static let status422 = Phrase(
        "api.status422", zh: "写法对，但与现状不符或内容不能接受。", en: "Well written, but it cannot be accepted as things are.")
    static let status503 = Phrase("api.status503", zh: "太频繁或暂时忙，请稍后再试。", en: "Too often or too busy; try again later.")

    static func group(_ group: Operation.Group) -> Phrase {
        switch group {
        case .services: Phrase("api.group.services", zh: "事项", en: "Services")
        case .session: Phrase("api.group.session", zh: "登录", en: "Signing in")
        case .drafts: Phrase("api.group.drafts", zh: "草稿", en: "Drafts")
        case .cases: Phrase("api.group.cases", zh: "办件", en: "Cases")
        case .certificates: Phrase("api.group.certificates", zh: "证照", en: "Certificates")
        case .mandates: Phrase("api.group.mandates", zh: "委托和家人", en: "Mandates and family")
        case .reads: Phrase("api.group.reads", zh: "用数记录", en: "Use of your data")
        case .log: Phrase("api.group.log", zh: "公开日志", en: "The public log")
        case .desk: Phrase("api.group.desk", zh: "工作台", en: "The desk")
        }
    }
}
