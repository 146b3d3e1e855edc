import Kernel

/// 目录元数据的格式 — what the resource catalogue has to say of each resource (GB/T 21063.3 核心元数据；政务数据共享条例).
enum CatalogueFormat {
    /// Of a resource that can be read.
    static let sharedKeys: [FormatKey] =
        common + [
            FormatKey(
                "编制", .text(.choice("drafting", ["草稿", "发布"], zh: "草稿或发布", en: "草稿 (draft) or 发布 (published)")),
                required: false, zh: "写“草稿”的还没有发布，谁也不能读取", en: "草稿: not published yet, read by nobody"),
            FormatKey(
                "共享",
                .record([
                    FormatKey(
                        "类型", .text(.choice("sharing", ["无条件共享", "有条件共享"], zh: "共享类型", en: "sharing type")),
                        zh: "共享类型", en: "Sharing type"),
                    FormatKey("条件", .text(.prose), required: false, zh: "共享条件", en: "Condition"),
                    FormatKey("依据", .text(.prose), required: false, zh: "共享依据", en: "Legal basis"),
                ]), zh: "共享类型、条件和依据", en: "Sharing type, condition and basis"),
            FormatKey("依据", .text(.prose), required: false, zh: "共享依据", en: "Legal basis"),
            FormatKey("更新周期", .text(updateCycle), required: false, zh: "多久更新", en: "How often it is updated"),
            FormatKey(
                "质量", .text(.prose), required: false, zh: "提供方对数据质量的说明", en: "What the provider says of its quality"),
        ]

    /// Of one that is not shared: nobody asks for it, so nothing says how.
    static let withheldKeys: [FormatKey] =
        common + [
            FormatKey("摘要", .text(.prose), zh: "这里有什么", en: "What it holds"),
            FormatKey("更新周期", .text(updateCycle), required: false, zh: "多久更新", en: "How often it is updated"),
            FormatKey(
                "依据", .text(.prose), zh: "不予共享的依据：法律、行政法规或者国务院决定",
                en: "The ground: a law, an administrative regulation or a decision of the State Council"),
        ]

    private static let common: [FormatKey] = [
        FormatKey(
            "编号", .text(.localCode), zh: "资源编号（区划-部门-序号），定了就不改",
            en: "The code (division-department-serial), never changed"),
        FormatKey(
            "分类",
            .text(
                .choice(
                    "category", ["人口", "法人", "空间地理", "社会信用", "电子证照", "主题", "部门"], zh: "目录分类",
                    en: "class of the catalogue")), zh: "目录分类：五类基础信息、主题、部门",
            en: "The class: one of five basic ones, 主题 (topic) or 部门 (department)"),
    ]

    private static let updateCycle: TextForm = .choice(
        "updateCycle", ["实时", "每日", "每周", "每月", "每季度", "每年", "不定期"], zh: "更新周期", en: "update cycle")
}
