import Kernel

extension ItemFormat {
    static let law: [FormatKey] = [
        FormatKey(
            "依据",
            .names(
                .name,
                .record([
                    FormatKey(
                        "名称", .text(.prose), zh: "法律、法规、规章或文件的全称；未核实的写（示例）",
                        en: "Full title of the act or document; （示例） where it is not verified"),
                    FormatKey("条款", .text(.prose), zh: "条款，如 第五条、第六条", en: "Articles, as 第五条"),
                    FormatKey(
                        "作用",
                        .text(
                            .choice("basisRole", BasisRole.allCases.map(\.rawValue), zh: "依据的作用", en: "role of a basis")
                        ),
                        zh: "这条依据起什么作用", en: "What this basis is for"),
                    FormatKey("文号", .text(.prose), required: false, zh: "文号", en: "Document number"),
                    FormatKey(
                        "核对", .text(.date), required: false, zh: "最后一次与原文核对的日期",
                        en: "Day of the last check against the text"),
                ]), Phrase("item.key.依据.每项", zh: "一条依据，名称供别处引用", en: "One basis; other keys refer to it by its name")),
            zh: "设定和实施依据", en: "Legal bases"),
        FormatKey(
            "时限",
            .record([
                FormatKey(
                    "办件类型",
                    .text(.choice("handling", HandlingKind.allCases.map(\.rawValue), zh: "办件类型", en: "handling kind")),
                    zh: "即办件或承诺件", en: "Immediate or committed"),
                FormatKey(
                    "法定",
                    .record([
                        FormatKey("期限", .text(.term), zh: "法定办结时限", en: "Statutory limit"),
                        FormatKey("依据", .text(.name), zh: "“依据”里的名称", en: "A name from 依据"),
                    ]), zh: "法定时限和依据", en: "Statutory limit and its basis"),
                FormatKey(
                    "承诺",
                    .record([
                        FormatKey(
                            "自动", .text(.term), required: false, zh: "系统当场决定时的时限",
                            en: "Where the system decides at once"),
                        FormatKey(
                            "人工", .text(.term), zh: "人工办理的承诺时限，不超过法定",
                            en: "Where people decide; never above the statutory limit"),
                    ]), zh: "承诺时限", en: "Committed limits"),
            ]), zh: "办件类型和时限", en: "Handling kind and time limits"),
        FormatKey(
            "材料",
            .list(
                .record([
                    FormatKey("名称", .text(.prose), zh: "材料的确切名称", en: "Exact name of the material"),
                    FormatKey(
                        "免提交", .text(.resource), required: false,
                        zh: "由哪个来源代替，不用提交", en: "The source that stands in for it, so that nobody submits it"),
                    FormatKey("依据", .text(.name), required: false, zh: "要求提交的依据", en: "Legal basis for asking it"),
                    FormatKey(
                        "必要性",
                        .text(.choice("necessity", Necessity.allCases.map(\.rawValue), zh: "必要性", en: "necessity")),
                        required: false, zh: "必要（默认）、非必要或容缺", en: "必要 (default), 非必要 or 容缺"),
                    FormatKey(
                        "情形", .text(.prose), required: false, zh: "非必要时，什么情形要交", en: "When it is needed"),
                    FormatKey(
                        "形式", .text(.choice("materialForm", ["原件", "复印件", "原件和复印件", "电子"], zh: "材料形式", en: "form")),
                        required: false, zh: "原件、复印件或电子", en: "Original, copy or electronic"),
                    FormatKey("说明", .text(.prose), required: false, zh: "填报须知", en: "How to prepare it"),
                ]), countMin: 0, countMax: 40), zh: "申请材料；没有写 []", en: "Materials; [] where there are none"),
    ]

    /// The keys of one field of 信息.
    static let fieldKeys: [FormatKey] = [
        FormatKey("来源", .text(.path), required: false, zh: "登记的来源和字段，中间用点隔开", en: "Registered source and field"),
        FormatKey(
            "否则", .text(.choice("otherwise", ["填写"], zh: "取不到时怎么办", en: "what if it is not found")),
            required: false, zh: "取不到时请申请人填写；不写就转人工",
            en: "Ask the applicant; where it is not said, a person handles it"),
        FormatKey(
            "类型", .text(.choice("fieldType", FieldType.allCases.map(\.rawValue), zh: "信息类型", en: "field type")),
            required: false, zh: "类型，不写是文本", en: "Type; text where it is not said"),
        FormatKey("取值", .listOrOne(.prose), required: false, zh: "选项的全部取值", en: "All values of a choice"),
        FormatKey(
            "户主", .text(.choice("holder", AccountHolder.allCases.map(\.rawValue), zh: "账户户主", en: "account holder")),
            required: false, zh: "收款账户必须是谁的", en: "Whose account it has to be"),
        FormatKey("提示", .text(.prose), required: false, zh: "填写时的提示", en: "Hint where it is typed"),
    ]

    static let information: [FormatKey] = [
        FormatKey(
            "信息",
            .names(
                .name, .record(fieldKeys),
                Phrase("item.key.信息.每项", zh: "一项信息，名称也是规则里的名称", en: "One field; rules use the same name")),
            zh: "办理要用的信息和来源", en: "What is needed to know and where it comes from"),
        FormatKey(
            "标准值",
            .names(
                .name,
                .record(
                    RecordShape(
                        keys: [
                            FormatKey(
                                "单位", .text(.moneyUnit), zh: "单位，如 元/月", en: "Unit, as 元/月", missing: .amountWithoutUnit
                            )
                        ],
                        others: OtherKeys(
                            name: .period,
                            shape: .record(
                                RecordShape(
                                    keys: [
                                        FormatKey("依据", .text(.name), zh: "定这个标准的依据", en: "Basis of this standard")
                                    ],
                                    others: OtherKeys(
                                        name: .name, shape: .text(.number),
                                        meaning: Phrase(
                                            "item.key.标准值.数", zh: "一档和它的数；只有一档写“值”",
                                            en: "A step and its number; 值 where there is one only"),
                                        comeFirst: true))),
                            meaning: Phrase(
                                "item.key.标准值.自", zh: "从这一天起的数，旧的不改不删",
                                en: "The numbers from that day on; old ones stay")))),
                Phrase("item.key.标准值.每项", zh: "一个标准", en: "One standard value")),
            required: false, zh: "会随政策变的数，写明从哪天起", en: "Numbers that change by law, each with its day of effect"),
    ]
}
