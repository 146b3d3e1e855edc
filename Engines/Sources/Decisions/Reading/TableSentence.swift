import Kernel

/// What is said of a decision's text that cannot stand, and what to write instead.
enum TableSentence {
    typealias Pair = (message: Phrase, advice: Phrase)

    static let noHitPolicy: Pair = (
        Phrase("decision.noHitPolicy", zh: "决定的第一行应当写明命中方式。", en: "A decision begins with its hit policy."),
        Phrase("decision.noHitPolicy.advice", zh: "请写 hit unique 或 hit first 。", en: "Write hit unique or hit first.")
    )

    static let noHeader: Pair = (
        Phrase("decision.noHeader", zh: "决定里没有表。", en: "The decision has no table."),
        Phrase(
            "decision.noHeader.advice", zh: "请写表头，例如 | 规则 | 年龄 || 结论 | 金额 | 。",
            en: "Write a header such as | rule | age || 结论 | amount |.")
    )

    static let noRules: Pair = (
        Phrase("decision.noRules", zh: "表里没有规则。", en: "The table has no rule."),
        Phrase("decision.noRules.advice", zh: "请至少写一条可以准予的规则。", en: "Write at least one rule that grants.")
    )

    static let notARow: Pair = (
        Phrase("decision.notARow", zh: "这一行不是表的一部分。", en: "This line is no part of the table."),
        Phrase(
            "decision.notARow.advice", zh: "表的每一行以 | 开头并以 | 结尾。", en: "A row of the table begins and ends with |.")
    )

    static let fullWidthBar: Pair = (
        Phrase("decision.fullWidthBar", zh: "这里用了全角竖线“｜”。", en: "“｜” is a full-width bar."),
        Phrase("decision.fullWidthBar.advice", zh: "请改用半角字符 | 。", en: "Write the ASCII character | instead.")
    )

    static let noDoubleBar: Pair = (
        Phrase("decision.noDoubleBar", zh: "条件与结论之间没有分开。", en: "Conditions and outputs are not separated."),
        Phrase("decision.noDoubleBar.advice", zh: "请在结论一列前写 || 。", en: "Write || before the column 结论.")
    )

    static let emptyCell: Pair = (
        Phrase("decision.emptyCell", zh: "这一格是空的。", en: "This cell is empty."),
        Phrase("decision.emptyCell.advice", zh: "不限制的条件请写 - 。", en: "Write - where any value will do.")
    )

    static let emptyName: Pair = (
        Phrase("decision.emptyName", zh: "这里缺少名称。", en: "A name is missing here."),
        Phrase("decision.emptyName.advice", zh: "每条规则、每一列都要有名称。", en: "Every rule and every column needs a name.")
    )

    static let noConclusion: Pair = (
        Phrase("decision.noConclusion", zh: "表里没有“结论”一列。", en: "The table has no column 结论."),
        Phrase("decision.noConclusion.advice", zh: "请在 || 之后写“结论”一列。", en: "Write a column 结论 after ||.")
    )

    static let onlyGrants: Pair = (
        Phrase("decision.onlyGrants", zh: "规则的结论只能是“准予”。", en: "A rule can only conclude 准予 (granted)."),
        Phrase(
            "decision.onlyGrants.advice", zh: "不予办理只能由人决定：删去这一行，不符合规则的会自动转人工。",
            en: "Only people may refuse: remove this rule; what no rule grants goes to a person.")
    )

    static let otherwise: Pair = (
        Phrase("decision.otherwise", zh: "没有规则符合时只能转人工。", en: "Where no rule hits, a person decides."),
        Phrase("decision.otherwise.advice", zh: "请写 otherwise 转人工 。", en: "Write otherwise 转人工.")
    )

    static let notADefinition: Pair = (
        Phrase("decision.notADefinition", zh: "这一行不是定义。", en: "This line is no definition."),
        Phrase(
            "decision.notADefinition.advice", zh: "请写成 名称 = 表达式 ；接上一行的请缩进。",
            en: "Write name = expression; indent a line that continues the one before.")
    )

    static let readsClock: Pair = (
        Phrase("decision.readsClock", zh: "决定不能依赖当前时间。", en: "A decision cannot depend on the current time."),
        Phrase(
            "decision.readsClock.advice", zh: "请改用“申请日”或“决定日”，这样以后重算结果不变。",
            en: "Use the day of application or decision, so that it replays to the same result.")
    )

    static func cellCount(_ found: Int, _ wanted: Int) -> Pair {
        (
            Phrase(
                "decision.cellCount", zh: "这一行有 {found} 格，表头有 {wanted} 格。",
                en: "This row has {found} cells, the header {wanted}.",
                ["found": String(found), "wanted": String(wanted)]),
            Phrase("decision.cellCount.advice", zh: "请补上或删去多余的格。", en: "Add or remove cells.")
        )
    }

    static func duplicate(_ name: String) -> Pair {
        (
            Phrase(
                "decision.duplicateName", zh: "名称“{name}”用了两次。", en: "The name “{name}” is used twice.",
                ["name": name]),
            Phrase("decision.duplicateName.advice", zh: "请改用另一个名称。", en: "Choose another name.")
        )
    }

    static func neverMatches(_ value: String, _ column: String) -> Pair {
        let arguments = ["value": value, "column": column]
        return (
            Phrase(
                "decision.neverMatches", zh: "“{column}”不可能等于 {value} 。", en: "“{column}” can never be {value}.",
                arguments),
            Phrase(
                "decision.neverMatches.advice", zh: "请核对“{column}”的类型和取值。",
                en: "Check the type and values of “{column}”.",
                arguments)
        )
    }

    static func definedLater(_ name: String) -> Phrase {
        Phrase(
            "decision.definedLater", zh: "“{name}”在后面才定义，请把它移到前面。", en: "“{name}” is defined later; move it up.",
            ["name": name])
    }

    static func quoteIt(_ name: String) -> Phrase {
        Phrase(
            "decision.quoteIt", zh: "文字要加引号，请写成 \"{name}\" 。", en: "Texts need quotes: write \"{name}\".",
            ["name": name])
    }
}
