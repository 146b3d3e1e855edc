import Kernel

extension ItemFormat {
    static let decision: [FormatKey] = [
        FormatKey(
            "定义", .text(.block), required: false,
            zh: "每行一个：名称 = FEEL 表达式", en: "One a line: name = FEEL expression"),
        FormatKey(
            "决定", .text(.block), required: false,
            zh: "决定表：hit unique，只有“准予”，其余 otherwise 转人工",
            en: "Decision table: hit unique, 准予 only, all else otherwise 转人工"),
        FormatKey(
            "理由",
            .record([
                FormatKey(
                    "准予", .text(.prose), required: false, zh: "准予时对申请人说的话，可用 {名称}",
                    en: "What the applicant is told at a grant; {name} is filled in"),
                FormatKey(
                    "转人工", .text(.prose), zh: "转人工时对申请人说的话，{未满足} 是不能确认的信息",
                    en: "What is said where a person takes over; {未满足} lists what could not be confirmed"),
            ]), zh: "对申请人说的理由", en: "Reasons as the applicant reads them"),
    ]

    static let handling: [FormatKey] = [
        FormatKey(
            "人工办理",
            .list(
                .record([
                    FormatKey("环节", .text(.prose), zh: "环节名称", en: "Name of the stage"),
                    FormatKey("机关", .text(.prose), zh: "由谁办", en: "Who handles it"),
                    FormatKey("时限", .text(.term), zh: "这个环节的时限", en: "Limit of the stage"),
                ])), zh: "转人工后的环节；随时可以找人", en: "Stages where people decide; a person can always be asked"),
        FormatKey(
            "办理流程", .listOrOne(.prose), required: false, zh: "申请人要做的几步", en: "What the applicant does, step by step"),
        FormatKey(
            "可不予", .list(.text(.prose), countMin: 0, countMax: 30),
            zh: "人工不予的情形；没有写 []", en: "Grounds on which a person may refuse; [] for none"),
        FormatKey(
            "救济",
            .record([
                FormatKey("行政复议", .text(.term), zh: "申请行政复议的期限", en: "Term for administrative reconsideration"),
                FormatKey("行政诉讼", .text(.term), zh: "提起行政诉讼的期限", en: "Term for administrative litigation"),
            ]), zh: "不服时怎么办", en: "Remedies", missing: .noRemedy),
    ]

    static let outcome: [FormatKey] = [
        FormatKey(
            "结果",
            .record([
                FormatKey("证照", .text(.prose), zh: "发给申请人的证照名称", en: "Certificate that is issued"),
                FormatKey(
                    "有效期", .text(.term), required: false, zh: "有效期；不写是长期",
                    en: "Validity; unlimited where it is not said"),
                FormatKey(
                    "待遇",
                    .record([
                        FormatKey(
                            "金额", .text(.name), zh: "决定表里金额那一列的名称", en: "Column of the table that holds the amount"),
                        FormatKey(
                            "周期",
                            .text(
                                .choice(
                                    "period", PaymentPeriod.allCases.map(\.rawValue), zh: "发放周期", en: "period")),
                            zh: "每月、每季、每年或一次性", en: "Monthly, quarterly, yearly or once"),
                        FormatKey(
                            "起",
                            .text(.choice("start", EntitlementStart.allCases.map(\.rawValue), zh: "起算", en: "start")),
                            zh: "从什么时候算起", en: "From when on"),
                        FormatKey("止", .list(.text(.prose)), required: false, zh: "什么情况停发", en: "What ends it"),
                        FormatKey(
                            "每人限领", .text(.count), required: false, zh: "每人同时最多几份，默认 1",
                            en: "At most so many a person, 1 by default"),
                    ]), required: false, zh: "发放的待遇", en: "What is paid"),
                FormatKey(
                    "回写", .text(.resource), required: false, zh: "办结后写回哪个来源",
                    en: "Source that the result is written back to"),
            ]), zh: "办成后得到什么", en: "What comes of it"),
        FormatKey(
            "示例",
            .list(
                .record([
                    FormatKey("名称", .text(.prose), zh: "示例名称", en: "Name of the example"),
                    FormatKey(
                        "日期", .text(.date), zh: "申请日；写明了，示例才一直成立", en: "Day of application; it keeps the example true",
                        missing: .exampleWithoutDay),
                    FormatKey(
                        "已知",
                        .names(
                            .name, .text(.prose),
                            Phrase("item.key.已知.每项", zh: "一项信息和它的值", en: "A field and its value")),
                        zh: "已知的信息", en: "What is known"),
                    FormatKey(
                        "应得",
                        .record(
                            RecordShape(
                                keys: [
                                    FormatKey(
                                        "结论", .text(.choice("conclusion", ["准予", "转人工"], zh: "结论", en: "conclusion")),
                                        zh: "准予或转人工", en: "准予 (granted) or 转人工 (to a person)"),
                                    FormatKey(
                                        "规则", .text(.name), required: false, zh: "命中的规则", en: "The rule that hits"),
                                ],
                                others: OtherKeys(
                                    name: .name, shape: .text(.prose),
                                    meaning: Phrase(
                                        "item.key.应得.每项", zh: "决定表的一列和应得的值",
                                        en: "A column of the table and the value expected")))),
                        zh: "应得的结果", en: "What is expected"),
                ])), required: false, zh: "示例，每次检查都会运行", en: "Examples; every check runs them"),
    ]
}
