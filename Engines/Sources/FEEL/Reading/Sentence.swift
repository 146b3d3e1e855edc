import Kernel

/// The sentences of mistakes: what is wrong, and what to write instead.
enum Sentence {
    static func fullWidth(_ found: String, _ ascii: String) -> (Phrase, Phrase) {
        let arguments = ["found": found, "ascii": ascii]
        return (
            Phrase("feel.fullWidth", zh: "这里用了全角字符“{found}”。", en: "“{found}” is a full-width character.", arguments),
            Phrase(
                "feel.fullWidth.advice", zh: "请改用半角字符 {ascii} 。", en: "Write the ASCII character {ascii} instead.",
                arguments)
        )
    }

    static func foreignOperator(_ found: String, _ feel: String) -> (Phrase, Phrase) {
        let arguments = ["found": found, "feel": feel]
        return (
            Phrase("feel.foreignOperator", zh: "表达式中没有“{found}”这个写法。", en: "FEEL does not know “{found}”.", arguments),
            Phrase("feel.foreignOperator.advice", zh: "请改写为 {feel} 。", en: "Write {feel} instead.", arguments)
        )
    }

    static func unknown(_ name: String, _ nearest: String?) -> (Phrase, Phrase) {
        let message = Phrase(
            "feel.unknownName", zh: "这里没有名为“{name}”的量。", en: "Nothing here is named “{name}”.", ["name": name])
        return (message, advice(name, nearest, quoted: true))
    }

    static func unknownEntry(_ name: String, _ nearest: String?) -> (Phrase, Phrase) {
        let message = Phrase(
            "feel.unknownEntry", zh: "这里没有名为“{name}”的项。", en: "There is no entry “{name}” here.", ["name": name])
        return (message, advice(name, nearest, quoted: false))
    }

    static func advice(_ name: String, _ nearest: String?, quoted: Bool) -> Phrase {
        // Swift takes texts for equal that look the same; FEEL compares code points.
        if let nearest, nearest == name {
            return Phrase(
                "feel.sameLook", zh: "“{nearest}”看上去一样，但用的字符编码不同，请照原名重新输入。",
                en: "“{nearest}” looks the same but is made of other code points; type the name again as declared.",
                ["nearest": nearest])
        }
        if let nearest {
            return Phrase(
                "feel.nearestName", zh: "是不是“{nearest}”？", en: "Did you mean “{nearest}”?", ["nearest": nearest])
        }
        guard quoted else {
            return Phrase("feel.checkEntry", zh: "请核对名称，或先写明这一项。", en: "Check the name, or declare the entry first.")
        }
        return Phrase(
            "feel.checkName", zh: "请核对名称；如果它是文字，请写成 \"{name}\" 。",
            en: "Check the name; if it is a text, write \"{name}\".", ["name": name])
    }

    static func unexpected(_ found: String) -> (Phrase, Phrase) {
        (
            Phrase("feel.unexpected", zh: "这里不应当出现“{found}”。", en: "“{found}” cannot stand here.", ["found": found]),
            Phrase(
                "feel.unexpected.advice", zh: "请核对它前面是否少了运算符、逗号或括号。",
                en: "Check whether an operator, a comma or a bracket is missing before it.")
        )
    }

    static var unexpectedEnd: (Phrase, Phrase) {
        (
            Phrase("feel.unexpectedEnd", zh: "表达式没有写完。", en: "The expression ends too early."),
            Phrase("feel.unexpectedEnd.advice", zh: "请补上后面的内容。", en: "Complete it.")
        )
    }

    static func missing(_ wanted: String) -> (Phrase, Phrase) {
        (
            Phrase("feel.missing", zh: "这里缺少 {wanted} 。", en: "{wanted} is missing here.", ["wanted": wanted]),
            Phrase("feel.missing.advice", zh: "请在这里补上 {wanted} 。", en: "Write {wanted} here.", ["wanted": wanted])
        )
    }

    static func openText(_ opening: String) -> (Phrase, Phrase) {
        (
            Phrase(
                "feel.openText", zh: "从这里开始的 {opening} 没有结束。", en: "The {opening} that begins here never ends.",
                ["opening": opening]),
            Phrase(
                "feel.openText.advice", zh: "请补上结束的 {closing} 。", en: "Write the closing {closing}.",
                ["closing": opening == "/*" ? "*/" : opening])
        )
    }

    static func notANumber(_ found: String) -> (Phrase, Phrase) {
        (
            Phrase(
                "feel.notANumber", zh: "“{found}”不是可以使用的数。", en: "“{found}” is no number that can be used.",
                ["found": found]),
            Phrase("feel.notANumber.advice", zh: "请写成 1200 或 0.5 这样的数。", en: "Write a number such as 1200 or 0.5.")
        )
    }

    static var badName: (Phrase, Phrase) {
        (
            Phrase("feel.badName", zh: "这里应当是一个名称。", en: "A name is expected here."),
            Phrase("feel.badName.advice", zh: "名称以文字开头，例如“成员”。", en: "A name begins with a letter, e.g. “member”.")
        )
    }

    static func unknownType(_ name: String) -> (Phrase, Phrase) {
        (
            Phrase("feel.unknownType", zh: "没有名为“{name}”的类型。", en: "There is no type “{name}”.", ["name": name]),
            Phrase(
                "feel.unknownType.advice", zh: "可用的类型有 number、string、boolean、date、time、list、context 等。",
                en: "Types are number, string, boolean, date, time, list, context and so on.")
        )
    }

    static var tooDeep: (Phrase, Phrase) {
        (
            Phrase("feel.tooDeep", zh: "括号嵌套得太深。", en: "The expression is nested too deeply."),
            Phrase("feel.tooDeep.advice", zh: "请把它拆成几条定义。", en: "Split it into several definitions.")
        )
    }

    static func tooLong(_ limit: Int) -> (Phrase, Phrase) {
        (
            Phrase(
                "feel.tooLong", zh: "表达式超过 {limit} 个字。", en: "The expression is longer than {limit} characters.",
                ["limit": String(limit)]),
            Phrase("feel.tooLong.advice", zh: "请把它拆成几条定义。", en: "Split it into several definitions.")
        )
    }

    static func notATime(_ text: String) -> (Phrase, Phrase) {
        (
            Phrase(
                "feel.notATime", zh: "“{text}”不是日期、时间或时长。", en: "“{text}” is no day, time or duration.",
                ["text": text]),
            Phrase(
                "feel.notATime.advice", zh: "日期请写成 @\"2026-11-21\" ，时长请写成 @\"P1Y\" 。",
                en: "Write a day as @\"2026-11-21\", a duration as @\"P1Y\".")
        )
    }

    static func duplicateEntry(_ key: String) -> (Phrase, Phrase) {
        (
            Phrase(
                "feel.duplicateEntry", zh: "“{key}”这一项写了两次。", en: "The entry “{key}” stands here twice.", ["key": key]),
            Phrase("feel.duplicateEntry.advice", zh: "请删去其中一项，或改用别的名称。", en: "Remove one of them or rename it.")
        )
    }

    static func badPattern(_ pattern: String) -> (Phrase, Phrase) {
        (
            Phrase(
                "feel.badPattern", zh: "“{pattern}”不是可以使用的匹配式。", en: "“{pattern}” is no pattern that can be used.",
                ["pattern": pattern]),
            Phrase(
                "feel.badPattern.advice", zh: "请核对括号是否成对、反斜杠后的字母和匹配方式（只能用 s、m、i、x）。",
                en: "Check that brackets come in pairs, the letters after backslashes, and the flags (s, m, i, x only)."
            )
        )
    }

    static func wrongArguments(_ name: String, _ usage: String) -> (Phrase, Phrase) {
        (
            Phrase(
                "feel.wrongArguments", zh: "函数 {name} 的参数个数或名称不对。", en: "{name} does not take these arguments.",
                ["name": name]),
            Phrase("feel.wrongArguments.advice", zh: "请写成 {usage} 。", en: "Write {usage}.", ["usage": usage])
        )
    }
}
