package import Kernel

/// 问题 — one thing that is wrong in a service definition: where, what, and what to write instead. A definition with a
/// finding is not published, unless the finding is mere advice.
package struct Finding: Hashable, Sendable {
    package let position: FilePosition
    /// What is wrong. Its code names the finding for tests and for people who look it up.
    package let what: Phrase
    /// What to write instead.
    package let advice: Phrase
    package let severity: Severity

    package enum Severity: Sendable {
        /// It has to be mended.
        case fault
        /// 建议: right as it is, and could be better.
        case advice
    }

    package init(_ position: FilePosition, _ what: Phrase, advice: Phrase, severity: Severity = .fault) {
        self.position = position
        self.what = what
        self.advice = advice
        self.severity = severity
    }

    /// The same as advice.
    var asAdvice: Finding { Finding(position, what, advice: advice, severity: .advice) }

    package var code: String { what.code }

    /// `City/items/高龄津贴/item.yaml:12:5: 没有线下渠道 — 在“渠道”里加上“窗口”或“上门” [item.noOfflineChannel]`
    package func line(in language: Language) -> String {
        let mark = severity == .fault ? "" : Self.adviceMark.text(in: language)
        return "\(position): \(mark)\(sentence(in: language)) [\(code)]"
    }

    private static let adviceMark = Phrase("finding.advice", zh: "建议：", en: "advice: ")

    /// What is wrong — what to write instead.
    package func sentence(in language: Language) -> String {
        [what, advice].map { phrase in
            // Engines speak in full sentences, a line of findings does not.
            let text = phrase.text(in: language)
            return String(text.reversed().drop { $0 == "。" || $0 == "." || $0 == " " }.reversed())
        }.joined(separator: " — ")
    }
}

extension Sequence<Finding> {
    /// Those that have to be mended.
    package var faults: [Finding] { filter { $0.severity == .fault } }
}

extension Finding: Comparable {
    /// By place, then by code: the order in which an author reads the file.
    package static func < (left: Finding, right: Finding) -> Bool {
        left.position == right.position ? left.code < right.code : left.position < right.position
    }
}

/// What is wrong and what to write instead, still without a place: the text of a `Finding`.
struct Complaint: Hashable, Sendable {
    let what: Phrase
    let advice: Phrase

    init(_ code: String, zh: String, en: String, adviceZH: String, adviceEN: String) {
        what = Phrase(code, zh: zh, en: en)
        advice = Phrase("\(code).advice", zh: adviceZH, en: adviceEN)
    }

    private init(what: Phrase, advice: Phrase) {
        self.what = what
        self.advice = advice
    }

    func with(_ arguments: [String: String]) -> Complaint {
        Complaint(what: what.with(arguments), advice: advice.with(arguments))
    }

    /// The same complaint with other advice, where there is something closer to say.
    func advising(zh: String, en: String) -> Complaint {
        Complaint(what: what, advice: Phrase("\(what.code).advice", zh: zh, en: en))
    }

    func at(_ position: FilePosition) -> Finding { Finding(position, what, advice: advice) }
}
