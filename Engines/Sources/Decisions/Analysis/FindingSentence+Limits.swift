import FEEL
import Kernel

/// What is said of what was not looked at.
extension FindingSentence {
    static func more(_ kind: TableFinding.Kind, count: Int) -> TableFinding {
        note(
            Phrase(
                "table.more", zh: "还有 {count} 处{kind}没有列出。", en: "{count} more findings of this kind ({kindEnglish}).",
                ["count": String(count)]
            ).with("kind", name(of: kind)),
            advice: Phrase(
                "table.more.advice", zh: "请先改好列出的，再查一遍。", en: "Mend those that are listed, then check again."))
    }

    static func unfinished(_ kind: TableFinding.Kind) -> TableFinding {
        note(
            Phrase("table.unfinished", zh: "{kind}没有查完。", en: "Not all was checked ({kindEnglish}).")
                .with("kind", name(of: kind)),
            advice: Phrase(
                "table.unfinished.advice", zh: "表太大，或者条件里有算式：请拆成小表，或者放宽检查的限度。",
                en: "The table is large or its cells compute: split it, or raise the limits of the check."))
    }

    static func usedUp(_ limits: CheckLimits) -> TableFinding {
        TableFinding(
            kind: .notFullyChecked, severity: .warning, rules: [], line: nil, region: [], counterexample: nil,
            message: Phrase(
                "table.usedUp", zh: "只查到这里：试算用完了 {trials} 次或者 {steps} 步，没有列出的不等于没有问题。",
                en: """
                    Searched so far: {trials} trials or {steps} steps are used up; what is not listed may be there all \
                    the same.
                    """, ["trials": String(limits.trials), "steps": String(limits.trialSteps)]),
            advice: Phrase(
                "table.usedUp.advice", zh: "多半是有一格的算式或者匹配式太费时：请把匹配式写得更明确，或者缩小循环的范围。",
                en: "Mostly one cell is slow to compute: make its pattern more definite, or let its loop run over less."
            ))
    }

    static func gapsWithoutFacts(_ count: Int) -> TableFinding {
        note(
            Phrase(
                "table.gapsWithoutFacts", zh: "另有 {count} 处表面上没有规则管，但没有找到会落在那里的信息。",
                en: "{count} more parts seem uncovered, but no facts were found that come there.",
                ["count": String(count)]),
            advice: Phrase(
                "table.gapsWithoutFacts.advice", zh: "多半是定义算不出那样的值（例如年龄只有整数）；拿不准的请写一个示例。",
                en: "Mostly definitions never give such values (ages are whole); write an example where in doubt."))
    }

    static func inexact(_ rule: TableOutline.Rule, column: String, test: String) -> TableFinding {
        let arguments = ["rule": rule.name, "column": column, "test": test]
        return TableFinding(
            kind: .notFullyChecked, severity: .information, rules: [rule.name], line: rule.line, region: [],
            counterexample: nil,
            message: Phrase(
                "table.inexact", zh: "规则“{rule}”的“{column}”一格要算出来才知道，没有查全：{test}",
                en: "The cell “{column}” of “{rule}” has to be computed and was not fully checked: {test}", arguments),
            advice: Phrase(
                "table.inexact.advice", zh: "能写成比较、区间或者取值的，请改写；不能的，请多写几个示例。",
                en: "Write a comparison, a range or values where you can; else give examples."))
    }

    private static func note(_ message: Phrase, advice: Phrase) -> TableFinding {
        TableFinding(
            kind: .notFullyChecked, severity: .information, rules: [], line: nil, region: [], counterexample: nil,
            message: message, advice: advice)
    }

    private static func name(of kind: TableFinding.Kind) -> Phrase {
        switch kind {
        case .gap: Phrase("table.kind.gap", zh: "漏洞", en: "gaps")
        case .overlap: Phrase("table.kind.overlap", zh: "重叠", en: "overlaps")
        case .masked: Phrase("table.kind.masked", zh: "被遮住的规则", en: "masked rules")
        case .dead: Phrase("table.kind.dead", zh: "不会命中的规则", en: "dead rules")
        case .mistyped: Phrase("table.kind.mistyped", zh: "类型不符的格", en: "cells of another type")
        case .unallowed: Phrase("table.kind.unallowed", zh: "取值之外的格", en: "values that cannot occur")
        case .mixedOutputs: Phrase("table.kind.mixedOutputs", zh: "结果类型不一", en: "outputs of mixed types")
        case .notReached: Phrase("table.kind.notReached", zh: "没有找到命中信息的规则", en: "rules that nothing was found for")
        case .notFullyChecked: Phrase("table.kind.notFullyChecked", zh: "没有查完的地方", en: "parts not checked")
        }
    }
}
