import ECertificates
import Kernel

/// Words of the pages on which a person takes away all that is held about them.
enum PersonalDataCopy {
    static let title = Phrase("personalData.title", zh: "我的全部数据", en: "All my data")
    static let lead = Phrase(
        "personalData.lead", zh: "平台上关于您的信息都在这里：办过的事、用到的信息和它的来源、证照、同意出示过什么、委托、谁查过、您提出的异议。",
        en: "All that the platform holds about you: cases, facts and where they came from, certificates, who looked.")
    static let masked = Phrase(
        "personalData.masked", zh: "账号、证件号码和手机号码在这一页只显示一部分，完整的在下载的文件里。",
        en: "Accounts, id numbers and phones are shown in part here, and in full in the file.")
    static let download = Phrase("personalData.download", zh: "下载完整的文件（JSON）", en: "Download the whole (JSON)")
    static let paper = Phrase("personalData.paper", zh: "下载 PDF", en: "Download a PDF")
    static let noPaper = Rejection(
        .unavailable,
        Phrase(
            "personalData.noPaper", zh: "这台服务器现在做不出 PDF：缺字体，或者有一个字哪种字体里都没有。",
            en: "This server cannot make the PDF now: a font, or a character in every font, is missing."),
        nextStep: Phrase(
            "personalData.noPaper.next", zh: "可以打开网页版打印，或者下载 JSON 文件，内容一样。",
            en: "Open the page and print it, or download the JSON: they hold the same."))
    static let read = Phrase("personalData.read", zh: "打开，可以打印", en: "Open, to read or print")
    static let recorded = Phrase(
        "personalData.recorded", zh: "每打开、下载一次都会记一笔，您在“谁查过我的数据”里看得到。",
        en: "Each time is recorded; you see it under “Who read my data”.")
    static let shape = Phrase(
        "personalData.shape", zh: "文件里每一项是什么意思，写在接口说明的 PersonalData 里。",
        en: "What stands in the file is described as PersonalData in the documentation of the API.")
    static let asOf = Phrase("personalData.asOf", zh: "截至", en: "As of")
    static let me = Phrase("personalData.me", zh: "本人", en: "Me")
    static let name = Phrase("personalData.name", zh: "姓名", en: "Name")
    static let number = Phrase("personalData.number", zh: "证件号码", en: "Id number")
    static let phone = Phrase("personalData.phone", zh: "手机号码", en: "Phone")
    static let back = Phrase("personalData.back", zh: "我的", en: "My page")
    static let cases = Phrase("personalData.cases", zh: "办过的事", en: "Cases")
    static let drafts = Phrase("personalData.drafts", zh: "没有提交的申请", en: "Applications not sent")
    static let certificates = Phrase("personalData.certificates", zh: "证照", en: "Certificates")
    static let imports = Phrase("personalData.imports", zh: "部门数据（从部门读来的证照）", en: "Certificates read from departments")
    static let importDeeds = Phrase(
        "personalData.importDeeds", zh: "部门数据：读取和撤回", en: "Reads from departments by consent, and withdrawals")
    static let fields = Phrase("personalData.fields", zh: "哪些信息", en: "Fields")
    static let grade = Phrase("personalData.grade", zh: "可信等级", en: "Trust grade")
    static let readAt = Phrase("personalData.readAt", zh: "读取的时间", en: "Read")
    static let agreedAt = Phrase("personalData.agreedAt", zh: "同意的时间", en: "Agreed")
    static let showings = Phrase("personalData.showings", zh: "我同意出示的", en: "What I agreed to show")
    static let mandates = Phrase("personalData.mandates", zh: "委托", en: "Mandates")
    static let benefit = Phrase(
        "personalData.benefit", zh: "待遇每期 {amount} 元，起算日期", en: "Benefit of {amount} yuan, from")
    static let from = Phrase("personalData.from", zh: "从", en: "From")
    static let until = Phrase("personalData.until", zh: "到", en: "Until")
    static let deeds = Phrase("personalData.deeds", zh: "记录条数", en: "Entries")
    static let reads = Phrase("personalData.reads", zh: "谁查过", en: "Who looked")
    static let disputes = Phrase("personalData.disputes", zh: "我提出的异议", en: "What I said is wrong")
    static let none = Phrase("personalData.none", zh: "没有。", en: "None.")
    static let field = Phrase("personalData.field", zh: "信息", en: "Field")
    static let value = Phrase("personalData.value", zh: "内容", en: "Value")
    static let source = Phrase("personalData.source", zh: "从哪里来", en: "From where")
    static let when = Phrase("personalData.when", zh: "时间", en: "When")
    static let what = Phrase("personalData.what", zh: "内容", en: "What")
    static let who = Phrase("personalData.who", zh: "谁", en: "Who")
    static let note = Phrase("personalData.note", zh: "说明", en: "Note")
    static let verifier = Phrase("personalData.verifier", zh: "自称“{name}”的验证人", en: "“{name}”, by their own word")
    static let agent = Phrase("personalData.agent", zh: "替我办事的{name}", en: "{name}, acting for me")
    static let byMandate = Phrase(
        "personalData.byMandate", zh: "我的委托，或者父母身份", en: "My mandate, or as a parent")
    static let overQuota = Phrase(
        "personalData.overQuota", zh: "{what}（当日限额已满，没有查）", en: "{what} (limit of the day reached, not read)")
    static let notGranted = Phrase(
        "personalData.notGranted", zh: "{what}（没有授权，没有查）", en: "{what} (not granted, not read)")
    static let basis = Phrase("personalData.basis", zh: "依据", en: "Basis")
    static let held = Phrase("personalData.held", zh: "部门记录", en: "On record")
    static let said = Phrase("personalData.said", zh: "我说的", en: "What I said")
    static let due = Phrase("personalData.due", zh: "答复期限", en: "Answer by")
    static let state = Phrase("personalData.state", zh: "结果", en: "Result")

    /// What was done by consent to having a kind read.
    static func deed(_ deed: ImportDeed) -> Phrase {
        let words =
            switch (deed.kind, deed.asked?.outcome) {
            case (.withdrawn, _):
                Phrase("personalData.importWithdrawn", zh: "{type}：我撤回了同意，已经删掉", en: "{type}: I withdrew; erased")
            case (.gone, _): Phrase("personalData.importGone", zh: "{type}：部门已经没有，已经删掉", en: "{type}: no more; erased")
            case (.read, .read?):
                Phrase("personalData.importRead", zh: "{type}：我同意读取，读到了", en: "{type}: read with my consent")
            case (.read, _):
                Phrase(
                    "personalData.importAsked", zh: "{type}：我同意读取，没有读到或没有留下", en: "{type}: asked for; nothing was kept")
            }
        return words.with(["type": deed.type])
    }

    /// What became of a showing.
    static func state(of showing: CertificatePresentation, at now: Instant) -> Phrase {
        switch showing.state {
        case .waiting where showing.isOpen(at: now): Phrase("personalData.waits", zh: "等对方查看", en: "Waits to be seen")
        case .waiting: Phrase("personalData.lapsed", zh: "没有人看过", en: "Seen by nobody")
        case .opened: Phrase("personalData.opened", zh: "对方看过了", en: "Seen")
        case .refused: Phrase("personalData.notShown", zh: "用途不符，没有看到", en: "Refused: another purpose")
        case .withdrawn: Phrase("personalData.withdrawn", zh: "我收回了", en: "Taken back")
        }
    }

    static func state(_ state: String) -> Phrase {
        switch state {
        case "corrected": Phrase("personalData.corrected", zh: "已更正", en: "Corrected")
        case "kept": Phrase("personalData.kept", zh: "核对后不变", en: "Kept after a check")
        default: Phrase("personalData.open", zh: "部门正在核对", en: "Being checked")
        }
    }
}
