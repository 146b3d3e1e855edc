import Catalog
package import Kernel

/// 规则的结论 — what the rules said, without how: what two evaluations are compared by.
package enum DecisionOutcome: Sendable, Equatable {
    /// 准予: the rule that hit, and its outputs in the order of the table.
    case granted(rule: String, outputs: [Output])
    /// 转人工.
    case referred

    /// One output, e.g. 金额 with `100`.
    package struct Output: Sendable, Equatable {
        package let name: String
        package let value: JSON
    }

    /// From the `verdict` of a stored trace; `nil` where it is none.
    package init?(verdict json: JSON?) {
        switch json?["verdict"]?.string {
        case "granted":
            guard let rule = json?["rule"]?.string else { return nil }
            self = .granted(
                rule: rule, outputs: (json?["outputs"]?.members ?? []).map { Output(name: $0.key, value: $0.value) })
        case "referred": self = .referred
        default: return nil
        }
    }

    /// What an item says: a rule that hits with an output that cannot be paid out is no grant.
    init(_ verdict: ItemVerdict) {
        self = verdict.grant == nil ? .referred : DecisionOutcome(verdict: verdict.trace["verdict"]) ?? .referred
    }

    package var isGranted: Bool { self != .referred }

    /// The value of an output, where it was granted.
    package subscript(output name: String) -> JSON? {
        guard case .granted(_, let outputs) = self else { return nil }
        return outputs.first { $0.name == name }?.value
    }

    package var json: JSON {
        switch self {
        case .granted(let rule, let outputs):
            [
                "verdict": "granted", "rule": JSON(rule),
                "outputs": .object(outputs.map { JSON.Member($0.name, $0.value) }),
            ]
        case .referred: ["verdict": "referred"]
        }
    }

    /// As an officer reads it: `准予（八十岁档，金额 100）`, `转人工`.
    package func text(in language: Language) -> String {
        switch (self, language) {
        case (.referred, .chinese): "转人工"
        case (.referred, .english): "to a person"
        case (.granted(let rule, let outputs), .chinese):
            "准予（" + ([rule] + outputs.map { "\($0.name) \($0.plainText)" }).joined(separator: "，") + "）"
        case (.granted(let rule, let outputs), .english):
            "granted (" + ([rule] + outputs.map { "\($0.name) \($0.plainText)" }).joined(separator: ", ") + ")"
        }
    }
}

extension DecisionOutcome.Output {
    /// Without the quotes of a text.
    fileprivate var plainText: String { value.string ?? value.text }
}
