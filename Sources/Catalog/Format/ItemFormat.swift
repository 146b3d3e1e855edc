import Kernel

/// 事项定义的格式 — every key that a service definition may hold, in the words of the 实施清单 (GB/T 39046—2020 and the national
/// platform's lists). The order is the one in which `item format` writes them.
package enum ItemFormat {
    package static let root = Shape.record(heading + serving + law + information + decision + handling + outcome)

    private static let heading: [FormatKey] = [
        FormatKey("事项", .text(.prose), zh: "事项名称", en: "Name of the service item"),
        FormatKey(
            "英文",
            .record([
                FormatKey("事项", .text(.prose), zh: "英文名称", en: "English name"),
                FormatKey("说明", .text(.prose), required: false, zh: "英文说明", en: "English description"),
            ]), required: false, zh: "名称和说明的英文", en: "Name and description in English"),
        FormatKey(
            "别名", .listOrOne(.prose), required: false,
            zh: "居民平常的叫法，供搜索", en: "What residents call it, for search"),
        FormatKey("说明", .text(.prose), zh: "一两句话：谁、得到什么", en: "One or two sentences: who gets what"),
        FormatKey(
            "未核实",
            .record([
                FormatKey("说明", .text(.prose), zh: "什么没有核实，该去问谁", en: "What was not verified, and whom to ask"),
                FormatKey("英文", .text(.prose), zh: "说明的英文", en: "The same in English"),
            ]), required: false, zh: "条件没有与本市规定核对过才写；办事指南上会醒目地告诉大家",
            en: "Only where the conditions were not checked against the city's own rules; the guide says so prominently"
        ),
        FormatKey(
            "编码",
            .record([
                FormatKey(
                    "基本", .text(.baseCode), zh: "国家基本目录的 12 位编码", en: "12-digit code of the national base catalogue"),
                FormatKey("本地", .text(.localCode), zh: "本地编码；序号也是网址", en: "Local code; its serial is the web address"),
                FormatKey(
                    "说明", .text(.prose), required: false,
                    zh: "编码的来历；没有与国家目录核对的写（示例）", en: "Where the codes come from; （示例） where they are not verified"),
            ]), zh: "基本编码和本地编码", en: "Base code and local code"),
        FormatKey(
            "类型", .text(.choice("itemKind", ItemKind.allCases.map(\.rawValue), zh: "事项类型", en: "kind of item")),
            zh: "事项类型（GB/T 39046 附录 A.1，依申请的各类）", en: "Kind of item (GB/T 39046 A.1, those that are applied for)"),
        FormatKey(
            "对象",
            .listOrOne(
                .choice(
                    "applicantKind", ApplicantKind.allCases.map(\.rawValue), zh: "服务对象", en: "kind of applicant")),
            zh: "服务对象", en: "Who may apply"),
    ]

    private static let serving: [FormatKey] = [
        FormatKey(
            "受理",
            .record([
                FormatKey("机关", .text(.prose), zh: "受理机关", en: "Authority that accepts"),
                FormatKey(
                    "按", .text(.name), required: false,
                    zh: "按哪一项信息（行政区划）分到各区", en: "Field (a division) by which cases go to the districts"),
            ]), zh: "谁受理", en: "Who accepts"),
        FormatKey(
            "通办",
            .record([
                FormatKey(
                    "范围",
                    .text(
                        .choice(
                            "crossRange", CrossProvinceService.Range.allCases.map(\.rawValue), zh: "通办范围",
                            en: "range of cross-city service")), zh: "通办范围（GB/T 39046）", en: "Its range (GB/T 39046)"),
                FormatKey(
                    "方式",
                    .text(
                        .choice(
                            "crossWay", CrossProvinceService.Way.allCases.map(\.rawValue), zh: "通办方式",
                            en: "way of cross-city service")), zh: "通办方式（国办发〔2020〕35号）",
                    en: "Its way (State Council General Office 2020 no. 35)"),
                FormatKey(
                    "按", .text(.name), zh: "按哪一项信息（行政区划）送到办理地",
                    en: "Field (a division) by which it goes to the place that decides"),
            ]), required: false, zh: "在居住地收件、送办理地决定的事项才写",
            en: "Only where another city may take the application in for the one that decides"),
        FormatKey(
            "渠道", .listOrOne(.choice("channel", Channel.allCases.map(\.rawValue), zh: "办理渠道", en: "channel")),
            zh: "办理渠道，至少一个线下渠道", en: "Channels, at least one of them offline"),
        FormatKey(
            "实名", .text(.choice("assurance", ["L1", "L2", "L3"], zh: "实名等级", en: "assurance level")),
            zh: "要求的实名等级", en: "Assurance level that is asked for"),
        FormatKey("到现场次数", .text(.count), zh: "最多到现场几次，0 为不用到现场", en: "Visits at most, 0 for none"),
        FormatKey(
            "收费",
            .either([
                .text(.choice("noFee", ["无"], zh: "不收费", en: "no fee")),
                .record([
                    FormatKey("标准", .text(.money), zh: "收费标准，如 20 元", en: "The fee, as 20 元"),
                    FormatKey(
                        "依据", .text(.name), zh: "收费依据：“依据”里的名称", en: "Legal basis of the fee: a name from 依据",
                        missing: .feeWithoutBasis),
                ]),
            ]), zh: "“无”，或者标准和依据", en: "无 (none), or the fee and its legal basis"),
        FormatKey(
            "办理地点",
            .list(
                .record([
                    FormatKey("名称", .text(.prose), zh: "地点名称", en: "Name of the place"),
                    FormatKey("地址", .text(.prose), zh: "地址", en: "Address"),
                    FormatKey("时间", .text(.prose), zh: "办理时间", en: "Opening hours"),
                    FormatKey("电话", .text(.prose), required: false, zh: "电话", en: "Telephone"),
                ])), zh: "线下在哪里办、什么时候办", en: "Where and when it is handled offline"),
        FormatKey("咨询", contact, zh: "咨询方式", en: "Where to ask"),
        FormatKey("监督投诉", contact, zh: "监督投诉方式", en: "Where to complain"),
        FormatKey(
            "先问",
            .list(
                .record([
                    FormatKey("问", .text(.prose), zh: "登录前可以先问的一句话", en: "A question that may be asked before sign-in"),
                    FormatKey(
                        "答",
                        .names(
                            .prose, .text(.prose),
                            Phrase("item.key.答.每项", zh: "一个回答和给出的提示", en: "An answer and the hint that it gets")),
                        zh: "每个回答给什么提示；从不挡住“立即办理”", en: "The hint for each answer; it never hides the button"),
                ]), countMin: 1, countMax: 3), required: false,
            zh: "登录前最多三个问题，回答不保存", en: "At most three questions before sign-in; answers are not kept"),
    ]

    private static let contact = Shape.record([
        FormatKey("电话", .text(.prose), zh: "电话", en: "Telephone"),
        FormatKey("地点", .text(.prose), required: false, zh: "地点", en: "Place"),
        FormatKey("网址", .text(.prose), required: false, zh: "网址", en: "Web address"),
    ])
}
