package import Kernel

/// Reads a source's text as the field's kind, or says that it cannot be that.
package struct ValueReader {
    private let field: ResourceField

    package init(field: ResourceField) { self.field = field }

    /// `nil` where the text is no value of that kind: a wrong check digit, an impossible day, an unknown code.
    package func value(_ written: String) -> FactValue? {
        let text = field.cleaning.reduce(written) { $1($0) }
        guard !text.isEmpty else { return nil }
        if !field.codes.isEmpty, field.kind != .flag {
            guard let meaning = field.codes[text] else { return nil }
            return .text(meaning)
        }
        switch field.kind {
        case .text: return .text(text)
        case .choice: return field.values.isEmpty || field.values.contains(text) ? .text(text) : nil
        case .date: return date(text).map(FactValue.date)
        case .flag: return flag(text)
        case .number, .money: return Decimal128(text.filter { $0 != "," }).map(FactValue.number)
        case .division: return DivisionCode(text).map { .text($0.text) }
        case .residentID: return ResidentID(text).map { .text($0.text) }
        case .phone: return MobileNumber(text).map { .text($0.text) }
        case .bankAccount:
            return (12...30).contains(text.utf8.count) && text.allSatisfy(\.isASCIIDigit) ? .text(text) : nil
        }
    }

    private func date(_ text: String) -> CivilDate? { field.format?.date(text) }

    private func flag(_ text: String) -> FactValue? {
        switch field.codes[text] ?? text {
        case "是", "true": .flag(true)
        case "否", "false": .flag(false)
        default: nil
        }
    }
}

extension Character {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
