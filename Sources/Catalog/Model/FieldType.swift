package import Kernel

/// 信息类型 — what a field holds, which decides how it is asked, checked, compared and shown.
package enum FieldType: String, CaseIterable, Sendable {
    case text = "文本"
    case date = "日期"
    case flag = "是否"
    case number = "数"
    /// Yuan.
    case amount = "金额"
    case choice = "选项"
    /// GB/T 2260: six digits; nine for a township, twelve for a community.
    case division = "行政区划"
    case bankAccount = "银行账号"
    case residentID = "身份号码"
    case creditCode = "统一社会信用代码"
    case telephone = "手机号码"

    package var factKind: FactKind {
        switch self {
        case .date: .date
        case .flag: .flag
        case .number, .amount: .number
        case .text, .choice, .division, .bankAccount, .residentID, .creditCode, .telephone: .text
        }
    }

    /// Reads a value as definitions write it in their examples; `nil` where it is none of this type. Check digits are
    /// the business of the register that holds the number.
    package func value(_ text: String) -> FactValue? {
        switch self {
        case .flag:
            switch text {
            case "true", "是": .flag(true)
            case "false", "否": .flag(false)
            default: nil
            }
        case .date: CivilDate(text).map(FactValue.date)
        case .number, .amount: Decimal128(text).map(FactValue.number)
        case .division: FieldType.areDigits(text, [6, 9, 12]) ? .text(text) : nil
        case .bankAccount: FieldType.areDigits(text, Set(8...30)) ? .text(text) : nil
        case .residentID: text.utf8.count == 18 ? .text(text) : nil
        case .creditCode: text.utf8.count == 18 ? .text(text) : nil
        case .telephone: FieldType.areDigits(text, [11]) ? .text(text) : nil
        case .text, .choice: .text(text)
        }
    }

    private static func areDigits(_ text: String, _ counts: Set<Int>) -> Bool {
        counts.contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
    }
}
