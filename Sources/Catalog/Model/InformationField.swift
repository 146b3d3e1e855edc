package import Kernel

/// 信息 — one thing that has to be known to handle a case: where it comes from, and what happens where it is not found
/// there.
package struct InformationField: Hashable, Sendable {
    /// Also its name in rules and reasons.
    package let name: String
    /// Registered resource and field; `nil` where only the applicant can know it.
    package let source: SourcePath?
    package let type: FieldType
    /// All values of a `choice`; empty otherwise.
    package let choices: [String]
    /// Whether the applicant may be asked: because no source holds it, or (否则: 填写) where the source has no answer.
    /// Where it is false, a fact that is not found sends the case to a person.
    package let isAskable: Bool
    /// Whose account a `bankAccount` must be, checked at the source.
    package let holder: AccountHolder?
    /// What helps a person to type it.
    package let hint: String?

    /// Reads a value of this field; `nil` where it is of another type or none of the choices.
    package func value(_ text: String) -> FactValue? {
        if type == .choice, !choices.contains(text) { return nil }
        return type.value(text)
    }
}

/// 来源 — a field of a registered resource, e.g. field `状态` of resource `民政发放.高龄津贴`; or a question that it answers by yes
/// or no, e.g. `人口信息.年满(80)`.
package struct SourcePath: Hashable, Sendable, CustomStringConvertible {
    package let resource: String
    package let field: String

    package init(resource: String, field: String) {
        self.resource = resource
        self.field = field
    }

    /// The last part of the text is the field, all before it the resource; dots in the arguments of a question count for
    /// nothing. `nil` without a dot.
    package init?(_ text: String) {
        let names = text.utf8.prefix { $0 != UInt8(ascii: "(") }
        guard let dot = names.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let (resource, field) = (text[..<dot], String(text[text.utf8.index(after: dot)...]))
        guard !resource.isEmpty, !field.isEmpty else { return nil }
        self.init(resource: String(resource), field: PredicateCall(field)?.description ?? field)
    }

    /// 核验 — the question that is asked, where only an answer of yes or no is taken.
    package var predicate: PredicateCall? { PredicateCall(field) }

    package var description: String { "\(resource).\(field)" }
}
