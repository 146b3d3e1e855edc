import FEEL
import Kernel

/// What is said about models: what is wrong when they are read, and why something was null when they are evaluated.
enum GraphSentence {
    typealias Pair = (message: Phrase, advice: Phrase)

    static func unknownType(_ name: String) -> Pair {
        (
            Phrase("dmn.unknownType", zh: "没有名为“{name}”的数据类型。", en: "There is no type {name}.", ["name": name]),
            Phrase(
                "dmn.defineType", zh: "请在数据类型中定义它，或改用 number、string、date 等。",
                en: "Define it among the data types, or use number, string, date and so on.")
        )
    }

    static func missingImport(_ name: String, _ namespace: String) -> Pair {
        (
            Phrase(
                "dmn.missingImport", zh: "找不到导入的模型“{name}”（{namespace}）。",
                en: "The imported model {name} ({namespace}) is not there.", ["name": name, "namespace": namespace]),
            Phrase("dmn.provideImport", zh: "请把它的文件放在同一文件夹。", en: "Put its file into the same folder.")
        )
    }

    static func foreignImport(_ name: String) -> Pair {
        (
            Phrase(
                "dmn.foreignImport", zh: "导入的“{name}”不是 DMN 模型。", en: "The import {name} is no DMN model.",
                ["name": name]),
            Phrase("dmn.onlyModels", zh: "只能导入 DMN 模型。", en: "Only DMN models can be imported.")
        )
    }

    static func missingElement(_ id: String) -> Pair {
        (
            Phrase(
                "dmn.missingElement", zh: "连线指向的元素“{id}”不存在。", en: "A requirement points to {id}, which is not there.",
                ["id": id]),
            Phrase(
                "dmn.redraw", zh: "请在建模工具中删去这条连线并重画。", en: "Remove the requirement in the modeler and draw it again.")
        )
    }

    static let circle: Pair = (
        Phrase("dmn.circle", zh: "这个决定要靠它自己的结果才能算出。", en: "This decision depends on its own result."),
        Phrase("dmn.breakCircle", zh: "请删去成圈的连线。", en: "Remove a requirement of the circle.")
    )

    static func otherLanguage(_ language: String) -> Pair {
        (
            Phrase(
                "dmn.otherLanguage", zh: "不能执行用 {language} 写的表达式。", en: "An expression in {language} is not run.",
                ["language": language]),
            Phrase("dmn.useFEEL", zh: "请改用 FEEL 书写。", en: "Write it in FEEL.")
        )
    }

    static func unknownForm(_ name: String) -> Pair {
        (
            Phrase(
                "dmn.unknownForm", zh: "不认识的表达式“{name}”。", en: "{name} is no expression that is known.", ["name": name]),
            Phrase("dmn.useKnownForm", zh: "请改用 DMN 1.5 的方框表达式。", en: "Use a boxed expression of DMN 1.5.")
        )
    }

    static let tooDeep: Pair = (
        Phrase("dmn.tooDeep", zh: "表达式套得太深。", en: "Expressions are nested too deeply."),
        Phrase("dmn.splitDecision", zh: "请把内层改成单独的决定。", en: "Make decisions of their own of the inner ones.")
    )

    static func nameTwice(_ name: String) -> Pair {
        (
            Phrase("dmn.nameTwice", zh: "名称“{name}”用了两次。", en: "The name {name} stands twice.", ["name": name]),
            Phrase("dmn.renameOne", zh: "请给其中一个改名。", en: "Rename one of them.")
        )
    }

    static func tooMany(_ limit: Int) -> Pair {
        (
            Phrase("dmn.tooMany", zh: "超过 {limit} 个。", en: "There are more than {limit}.", ["limit": String(limit)]),
            Phrase("dmn.splitModel", zh: "请拆成几个模型，用“导入”连接。", en: "Split the model into several connected by imports.")
        )
    }

    static func wrongCount(_ rule: Int) -> Pair {
        (
            Phrase(
                "dmn.wrongCount", zh: "第 {rule} 条规则的格数与表头不符。", en: "Rule {rule} has not one cell for each column.",
                ["rule": String(rule)]),
            Phrase("dmn.fillRule", zh: "请补上缺少的格，任意值写“-”。", en: "Add the missing cells; write “-” for any value.")
        )
    }

    static func notConforming(_ value: Value, to type: FEELType) -> Phrase {
        let text = value.literal.unicodeScalars.prefix(60)
        return Phrase(
            "dmn.notConforming", zh: "{value} 不符合所要求的数据类型或取值范围。",
            en: "{value} is not of the type or among the values that are asked for.",
            ["value": String(text)])
    }

    static let tableUnreadable = Phrase(
        "dmn.tableUnreadable", zh: "决策表有一格不能读，整张表没有结果。",
        en: "A cell of the table cannot be read, so the table gives no value.")

    static func notAllowed(_ column: String, _ value: Value) -> Phrase {
        Phrase(
            "dmn.notAllowed", zh: "“{column}”不能取 {value}。", en: "{column} cannot be {value}.",
            ["column": column, "value": value.literal])
    }

    static func severalHits(_ rules: [Int]) -> Phrase {
        Phrase(
            "dmn.severalHits", zh: "只应命中一条规则，却命中了第 {rules} 条。", en: "One rule should hit, but rules {rules} do.",
            ["rules": rules.map { String($0 + 1) }.joined(separator: "、")])
    }

    static func differingHits(_ rules: [Int]) -> Phrase {
        Phrase(
            "dmn.differingHits", zh: "命中的第 {rules} 条规则结果不同。", en: "Rules {rules} hit with differing outputs.",
            ["rules": rules.map { String($0 + 1) }.joined(separator: "、")])
    }

    static let noAggregate = Phrase(
        "dmn.noAggregate", zh: "命中规则的结果不能汇总。", en: "The outputs of the rules that hit cannot be aggregated.")

    static let noLogic = Phrase(
        "dmn.noLogic", zh: "这个决定没有逻辑，也没有给出它的值。", en: "This decision has no logic, and its value was not given.")

    static let unreadable = Phrase(
        "dmn.unreadable", zh: "这里的逻辑不能读，没有结果。", en: "The logic here cannot be read, so there is no value.")
}
