import Kernel

/// Words of the pages of the resource catalogue.
enum ResourceCopy {
    static let title = Phrase("resources.title", zh: "政务数据目录", en: "Catalogue of government data")
    static let lead = Phrase(
        "resources.lead", zh: "各部门有哪些数据、给谁用、用在哪些事上，都写在这里。这里只有目录，没有任何人的信息。",
        en: "Which data departments hold, with whom they share them and for what. It lists data and holds nobody’s own."
    )
    static let deskTitle = Phrase("resources.deskTitle", zh: "数据资源", en: "Data resources")
    static let deskLead = Phrase(
        "resources.deskLead", zh: "各部门的数据资源，含草稿和已撤回的。改目录：改部门的接入说明，重新启动后生效，变更记入公开日志。",
        en:
            "Resources of the departments, drafts and withdrawn ones too. They change with the departments’ descriptions."
    )
    static let download = Phrase("resources.download", zh: "下载整本目录（DCAT，JSON-LD）", en: "Download all (DCAT, JSON-LD)")
    static let back = Phrase("resources.back", zh: "全部资源", en: "All resources")
    static let toDesk = Phrase("resources.toDesk", zh: "待办", en: "Work list")

    static let code = Phrase("resources.code", zh: "编号", en: "Code")
    static let provider = Phrase("resources.provider", zh: "提供部门", en: "Provider")
    static let category = Phrase("resources.category", zh: "分类", en: "Class")
    static let sharing = Phrase("resources.sharing", zh: "共享", en: "Sharing")
    static let condition = Phrase("resources.condition", zh: "共享条件", en: "Condition")
    static let basis = Phrase("resources.basis", zh: "依据", en: "Legal basis")
    static let ground = Phrase("resources.ground", zh: "不予共享的依据", en: "Ground of withholding")
    static let updateCycle = Phrase("resources.updateCycle", zh: "更新", en: "Updated")
    static let quality = Phrase("resources.quality", zh: "质量", en: "Quality")
    static let publishedOn = Phrase("resources.publishedOn", zh: "发布", en: "Published")
    static let changedOn = Phrase("resources.changedOn", zh: "最近变更", en: "Last changed")
    static let grade = Phrase("resources.grade", zh: "可信等级", en: "Trust grade")
    static let quota = Phrase("resources.quota", zh: "限额", en: "Limit")
    static let version = Phrase("resources.version", zh: "版本", en: "Version")

    static let fields = Phrase("resources.fields", zh: "有哪些信息", en: "What it holds")
    static let field = Phrase("resources.field", zh: "信息", en: "Field")
    static let type = Phrase("resources.type", zh: "类型", en: "Type")
    static let unit = Phrase("resources.unit", zh: "单位", en: "Unit")
    static let sensitivity = Phrase("resources.sensitivity", zh: "敏感程度", en: "Sensitivity")
    static let sensitive = Phrase("resources.sensitive", zh: "敏感个人信息", en: "Sensitive personal information")
    static let personal = Phrase("resources.personal", zh: "个人信息", en: "Personal information")
    static let noFields = Phrase(
        "resources.noFields", zh: "不予共享，不列信息项。", en: "It is not shared; its fields are not listed.")

    static let questions = Phrase("resources.questions", zh: "只答是或否的", en: "Answered by yes or no only")
    static let questionsNote = Phrase(
        "resources.questionsNote", zh: "用得上的只是一个判断时，部门答“是”或“否”，信息本身不给出来。",
        en: "Where a judgement is all that is needed the department says yes or no; the value itself stays there.")
    static let questionName = Phrase("resources.questionName", zh: "核验项", en: "Question")
    static let question = Phrase("resources.question", zh: "问什么", en: "What is asked")
    static let looksAt = Phrase("resources.looksAt", zh: "部门看哪些信息", en: "What the department looks at")

    static let uses = Phrase("resources.uses", zh: "用在哪些事上", en: "What it is used for")
    static let usesNote = Phrase(
        "resources.usesNote", zh: "办下面的事时，平台从这里取，您不用再填、再交。谁查过您的，登录后在“我的”里看得到。",
        en:
            "For these services the platform reads it here, so that you need not enter it. Sign in to see who read yours."
    )
    static let item = Phrase("resources.item", zh: "事项", en: "Service")
    static let noUses = Phrase("resources.noUses", zh: "目前没有事项用它。", en: "No service uses it now.")

    static let history = Phrase("resources.history", zh: "发布记录", en: "History")
    static let when = Phrase("resources.when", zh: "时间", en: "When")
    static let what = Phrase("resources.what", zh: "发生了什么", en: "What happened")
    static let changes = Phrase("resources.changes", zh: "改了什么", en: "What changed")

    static let noSuchResource = Rejection(
        .notFound, Phrase("resources.noSuch", zh: "目录里没有这个资源。", en: "The catalogue has no such resource."),
        nextStep: Phrase("resources.noSuch.next", zh: "回到目录，从列表里选。", en: "Choose one from the list."))

    static func state(_ state: CatalogueRecord.State) -> Phrase {
        switch state {
        case .drafted: Phrase("resources.drafted", zh: "草稿", en: "Draft")
        case .published: Phrase("resources.published", zh: "已发布", en: "Published")
        case .changed: Phrase("resources.changed", zh: "有变更", en: "Changed")
        case .withdrawn: Phrase("resources.withdrawn", zh: "已撤回", en: "Withdrawn")
        }
    }

    /// A key of a published entry, as people call it.
    static func key(_ key: String) -> Phrase? { keys[key] }

    private static let keys: [String: Phrase] = [
        "code": code, "name": Phrase("resources.name", zh: "名称", en: "name"), "provider": provider,
        "providerCode": Phrase("resources.providerCode", zh: "提供部门代码", en: "code of the provider"),
        "summary": Phrase("resources.summary", zh: "摘要", en: "summary"), "category": category, "sharing": sharing,
        "condition": condition, "basis": basis, "updateCycle": updateCycle, "quality": quality, "grade": grade,
        "fields": fields, "questions": questions, "quota": quota,
    ]
}
