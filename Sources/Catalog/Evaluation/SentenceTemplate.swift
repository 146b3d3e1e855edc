import Kernel

/// 理由模板 — a sentence with `{name}` where a value is filled in.
struct SentenceTemplate: Sendable {
    let text: String

    /// Names in braces, in the order of the text.
    var names: [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.firstIndex(of: "}").map { String(part[..<$0]) }
        }
    }

    /// The sentence with its values; a name without one is left out.
    func filled(_ value: (String) -> String?) -> String {
        var parts = text.split(separator: "{", omittingEmptySubsequences: false)
        var result = String(parts.removeFirst())
        for part in parts {
            guard let end = part.firstIndex(of: "}") else {
                result += "{" + part
                continue
            }
            result += (value(String(part[..<end])) ?? "") + part[part.index(after: end)...]
        }
        return result
    }
}

extension FactValue {
    /// The value in a Chinese sentence: `2026年11月21日`, `是`, `100`.
    var sentenceText: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.canonical.description
        case .date(let date): "\(date.year)年\(date.month)月\(date.day)日"
        case .flag(let flag): flag ? "是" : "否"
        }
    }
}

extension ServiceItem {
    /// The sentence 转人工 for an applicant, naming what could not be confirmed.
    package func referralText(unmet: [String]) -> String {
        SentenceTemplate(text: reasons.referred).filled { name in
            name == RuleNames.unmet ? (unmet.isEmpty ? "需要人工核对" : unmet.joined(separator: "、")) : nil
        }
    }
}
