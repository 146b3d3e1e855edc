import Kernel

extension TextForm {
    static let prose = TextForm(
        name: "prose", meaning: Phrase("item.form.prose", zh: "文字", en: "Text"), grammar: .anyText,
        complaint: .emptyText)

    static let block = TextForm(
        name: "block", meaning: Phrase("item.form.block", zh: "“|”后面的多行文字", en: "Text of several lines after “|”"),
        grammar: .block, complaint: .emptyText)

    static func choice(_ name: String, _ words: [String], zh: String, en: String) -> TextForm {
        TextForm(
            name: name, meaning: Phrase("item.form.\(name)", zh: zh, en: en), grammar: .choice(words),
            complaint: Complaint.notAChoice.with(["words": words.joined(separator: "、")]))
    }

    /// A text with a grammar of its own; `form` says in words what is wanted, with an example.
    static func pattern(
        _ name: String, _ pattern: String, zh: String, en: String, _ matches: @escaping @Sendable (String) -> Bool
    ) -> TextForm {
        TextForm(
            name: name, meaning: Phrase("item.form.\(name)", zh: zh, en: en), grammar: .pattern(pattern, matches),
            complaint: Complaint(
                "item.badText.\(name)", zh: "“{value}”不合这里的写法", en: "“{value}” is not written as it should be here",
                adviceZH: "写{form}", adviceEN: "write {formEN}"
            ).with(["form": zh, "formEN": en]))
    }

    static let name = pattern(
        "name", #"^[^\s.|{}\[\]:,，：、=<>()（）"'“”]+$"#, zh: "一个名称（不含空格、点和标点）",
        en: "a name (no spaces, dots or punctuation)"
    ) { ItemName.isValid($0) }

    static let path = pattern(
        "path", #"^[^\s.()]+(\.[^\s.()]+)+(\([^()]*\))?$"#, zh: "来源和字段，中间用半角点隔开；只问是或否的，末尾加半角括号和要问的数",
        en: "a source and its field (as 人口信息.姓名), or a question of yes or no (as 人口信息.年满(80))"
    ) { text in
        guard let path = SourcePath(text) else { return false }
        let names = path.resource.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return (names + [path.predicate?.name ?? path.field]).allSatisfy(ItemName.isValid)
    }

    static let resource = pattern(
        "resource", #"^[^\s.]+(\.[^\s.]+)*$"#, zh: "一个来源的名称（如 人口信息）", en: "the name of a source (as 人口信息)"
    ) { $0.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { ItemName.isValid(String($0)) } }

    static let date = pattern(
        "date", #"^\d{4}-\d{2}-\d{2}$"#, zh: "一个日期（如 2026-11-21）", en: "a day (as 2026-11-21)"
    ) { CivilDate($0) != nil }

    static let count = pattern(
        "count", #"^\d{1,4}$"#, zh: "一个整数（如 0 或 1）", en: "a whole number (as 0 or 1)"
    ) { $0.utf8.count <= 4 && !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }

    static let number = pattern(
        "number", #"^-?\d+(\.\d+)?$"#, zh: "一个数（如 100 或 0.5），不带单位和逗号",
        en: "a number (as 100 or 0.5) without unit or commas"
    ) { text in
        text.utf8.allSatisfy { (48...57).contains($0) || $0 == 45 || $0 == 46 } && Decimal128(text) != nil
    }

    static let term = pattern(
        "term", #"^(即时|\d{1,4} (工作日|日|小时|个月|年))$"#, zh: "一个期限（如 20 工作日、15 日、即时）",
        en: "a term (as 20 工作日, 15 日 or 即时)"
    ) { Term($0) != nil }

    static let money = pattern(
        "money", #"^\d+(\.\d{1,2})? 元(/[^\s]+)?$"#, zh: "带单位的金额（如 20 元）", en: "an amount with its unit (as 20 元)"
    ) { MoneyText.fen($0) != nil }

    static let moneyUnit = pattern(
        "unit", #"^[^\s\d]+$"#, zh: "一个单位（如 元/月、元、个月）", en: "a unit (as 元/月, 元 or 个月)"
    ) { !$0.isEmpty && !$0.unicodeScalars.contains { $0 == " " || ("0"..."9").contains($0) } }

    static let baseCode = pattern(
        "baseCode", #"^\d{12}$"#, zh: "基本编码的 12 位数字（加引号）", en: "a base code of 12 digits (in quotes)"
    ) { $0.utf8.count == 12 && $0.utf8.allSatisfy { (48...57).contains($0) } }

    static let localCode = pattern(
        "localCode", #"^\d{6}-[A-Z]{2,4}-\d{4}$"#, zh: "本地编码（区划-部门-序号，如 339900-MZ-0007）",
        en: "a local code (division-department-serial, as 339900-MZ-0007)"
    ) { LocalCode($0) != nil }

    static let period = pattern(
        "period", #"^自 \d{4}-\d{2}-\d{2}$"#, zh: "施行日（如 自 2024-01-01）", en: "the day of effect (as 自 2024-01-01)"
    ) { ItemName.dayOfEffect($0) != nil }
}

/// Names that authors choose: of fields, parameters, legal bases.
enum ItemName {
    private static let excluded: Set<Unicode.Scalar> = Set(" 　\t\n.|{}[]:,，：、=<>()（）\"'“”".unicodeScalars)

    static func isValid(_ text: String) -> Bool {
        !text.isEmpty && !text.unicodeScalars.contains { excluded.contains($0) }
    }

    /// `自 2024-01-01`
    static func dayOfEffect(_ text: String) -> CivilDate? {
        text.hasPrefix("自 ") ? CivilDate(String(text.dropFirst(2))) : nil
    }
}
