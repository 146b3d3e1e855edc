import FEEL
import Kernel

/// What is said of a table, and what to do about it.
enum FindingSentence {
    static func dead(
        _ kind: TableFinding.Kind, _ rule: TableOutline.Rule, column: String, test: String, example: Counterexample?
    ) -> TableFinding {
        let arguments = ["rule": rule.name, "column": column, "test": test]
        let (message, advice): (Phrase, Phrase) =
            switch kind {
            case .mistyped:
                (
                    Phrase(
                        "table.mistyped", zh: "规则“{rule}”不会命中：“{column}”的值与 {test} 不是同一类型。",
                        en: "The rule “{rule}” never hits: “{column}” is of another type than {test}.", arguments),
                    Phrase(
                        "table.mistyped.advice", zh: "请核对“{column}”的类型，改写这一格。",
                        en: "Check the type of “{column}” and rewrite the cell.", arguments)
                )
            case .unallowed:
                (
                    Phrase(
                        "table.unallowed", zh: "规则“{rule}”不会命中：“{column}”的取值里没有 {test} 。",
                        en: "The rule “{rule}” never hits: “{column}” cannot have the value {test}.", arguments),
                    Phrase(
                        "table.unallowed.advice", zh: "请改成“{column}”可以有的值，或者在取值里加上它。",
                        en: "Write a value that “{column}” can have, or add this one to its allowed values.", arguments)
                )
            default:
                (
                    Phrase(
                        "table.dead", zh: "规则“{rule}”不会命中：没有一个“{column}”的值符合 {test} 。",
                        en: "The rule “{rule}” never hits: no value of “{column}” passes {test}.", arguments),
                    Phrase(
                        "table.dead.advice", zh: "请核对这一格：区间的两端是不是写反了，条件是不是互相矛盾。",
                        en: "Check the cell: are the ends of the range reversed, do its conditions contradict?")
                )
            }
        return TableFinding(
            kind: kind, severity: .error, rules: [rule.name], line: rule.line, region: [], counterexample: example,
            message: message, advice: advice)
    }

    static func overlap(
        _ first: TableOutline.Rule, _ second: TableOutline.Rule, _ hits: TableOutline.Hits, region: [Requirement],
        example: Counterexample?
    ) -> TableFinding {
        let arguments = ["first": first.name, "second": second.name]
        let message =
            hits == .agreeing
            ? Phrase(
                "table.disagreement", zh: "规则“{first}”和“{second}”会同时命中，结果却不一样：{region}。",
                en: "The rules “{first}” and “{second}” both hit with different outputs: {regionEnglish}.", arguments)
            : Phrase(
                "table.overlap", zh: "规则“{first}”和“{second}”会同时命中：{region}。",
                en: "The rules “{first}” and “{second}” both hit: {regionEnglish}.", arguments)
        let advice =
            hits == .agreeing
            ? Phrase(
                "table.disagreement.advice", zh: "请把结果写成一样，或者缩小其中一条规则的条件。",
                en: "Give them the same outputs, or narrow one of them.")
            : Phrase(
                "table.overlap.advice", zh: "只能有一条命中：请缩小其中一条规则的条件，常见的是区间的端点重复了。",
                en: "Only one may hit: narrow one of them; often two ranges share an end.")
        return TableFinding(
            kind: .overlap, severity: .error, rules: [first.name, second.name], line: second.line, region: region,
            counterexample: example, message: message.with("region", words(region)), advice: advice)
    }

    static func masked(
        _ rule: TableOutline.Rule, by rivals: [TableOutline.Rule], _ hits: TableOutline.Hits, region: [Requirement],
        example: Counterexample?
    ) -> TableFinding {
        let arguments = [
            "rule": rule.name, "rivals": rivals.map(\.name).joined(separator: "、"),
            "rivalsEnglish": rivals.map(\.name).joined(separator: ", "),
        ]
        let message =
            hits == .ranked
            ? Phrase(
                "table.masked", zh: "规则“{rule}”轮不到：它管的情形都被前面的“{rivals}”管了。",
                en: "The rule “{rule}” never decides: all it covers is covered by {rivalsEnglish} before it.", arguments
            )
            : Phrase(
                "table.contested", zh: "规则“{rule}”不会单独命中：它管的情形“{rivals}”也都管。",
                en: "The rule “{rule}” never hits alone: all it covers is covered by {rivalsEnglish} as well.",
                arguments)
        let advice =
            hits == .ranked
            ? Phrase("table.masked.advice", zh: "请把它移到前面，或者删去。", en: "Move it up, or remove it.")
            : Phrase("table.contested.advice", zh: "请删去重复的规则，或者缩小条件。", en: "Remove what is doubled, or narrow it.")
        return TableFinding(
            kind: .masked, severity: hits == .ranked ? .warning : .error, rules: rivals.map(\.name) + [rule.name],
            line: rule.line, region: region, counterexample: example, message: message, advice: advice)
    }

    static func mixedOutputs(
        _ first: TableOutline.Rule, _ second: TableOutline.Rule, output: Int, example: Counterexample?
    ) -> TableFinding {
        TableFinding(
            kind: .mixedOutputs, severity: .warning, rules: [first.name, second.name], line: second.line, region: [],
            counterexample: example,
            message: Phrase(
                "table.mixedOutputs", zh: "规则“{first}”和“{second}”的结果类型不同：{left} 和 {right} 。",
                en: "The rules “{first}” and “{second}” give outputs of different types: {left} and {right}.",
                [
                    "first": first.name, "second": second.name, "left": first.outputs[output].source,
                    "right": second.outputs[output].source,
                ]),
            advice: Phrase(
                "table.mixedOutputs.advice", zh: "同一列的结果请用同一类型：数字不加引号，文字加引号。",
                en: "Give a column one type: numbers without quotes, texts with."))
    }

    static func notReached(_ rule: TableOutline.Rule) -> TableFinding {
        TableFinding(
            kind: .notReached, severity: .warning, rules: [rule.name], line: rule.line, region: [], counterexample: nil,
            message: Phrase(
                "table.notReached", zh: "没有找到能让规则“{rule}”命中的信息。", en: "No facts were found that make “{rule}” hit.",
                ["rule": rule.name]),
            advice: Phrase(
                "table.notReached.advice", zh: "请核对各格的条件能不能同时成立，并为它写一个示例。",
                en: "Check whether its cells can be passed together, and write an example for it."))
    }

    static func gap(region: [Requirement], mustCoverAll: Bool, example: Counterexample?) -> TableFinding {
        let message =
            mustCoverAll
            ? Phrase(
                "table.gap", zh: "没有规则管这种情形：{region}。", en: "No rule covers this: {regionEnglish}.")
            : Phrase(
                "table.gap.referred", zh: "没有规则管这种情形，会转人工：{region}。",
                en: "No rule covers this; a person decides: {regionEnglish}.")
        let advice =
            mustCoverAll
            ? Phrase("table.gap.advice", zh: "请补上规则，或者写明默认结果。", en: "Add a rule, or a default output.")
            : Phrase("table.gap.referred.advice", zh: "这样是对的就不用改。", en: "Nothing to do if this is meant.")
        return TableFinding(
            kind: .gap, severity: mustCoverAll ? .error : .information, rules: [], line: nil, region: region,
            counterexample: example, message: message.with("region", words(region)), advice: advice)
    }

    /// `年龄低于 80，健在为“是”`
    private static func words(_ region: [Requirement]) -> Phrase {
        region.isEmpty
            ? Phrase("table.everything", zh: "任何情形", en: "everything")
            : .list(region.map(\.phrase), zh: "，", en: ", ")
    }
}
