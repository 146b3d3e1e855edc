package import Kernel

/// 查了什么 — what was read, in the words of the person it is about: the names of fields, and questions of yes or no as they were
/// asked.
package struct ReadWords: Sendable {
    private let resources: [String: Resource]

    package init(_ departments: [Department]) {
        resources = departments.flatMap(\.resources).reduce(into: [:]) { $0[$1.name] = $1 }
    }

    /// `姓名、是否年满80周岁（只问是或否）`
    package func text(_ read: DataRead, in language: Language) -> String {
        read.fields.map { text($0, of: read.resource, in: language) }.joined(separator: "、")
    }

    /// One field of a resource, or a question that it answers by yes or no.
    package func text(_ field: String, of resource: String, in language: Language) -> String {
        guard let call = PredicateCall(field) else { return field }
        let question = resources[resource]?.predicate(call)?.question(of: call) ?? field
        return Self.yesOrNo.with(["question": question]).text(in: language)
    }

    private static let yesOrNo = Phrase("exchange.yesOrNo", zh: "{question}（只问是或否）", en: "{question} (yes or no only)")
}
