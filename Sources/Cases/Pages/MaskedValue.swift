package import Catalog
package import Kernel

/// 脱敏 — a value as it is shown where others may look on: accounts, numbers and phones in part only.
package enum MaskedValue {
    package static func text(_ value: FactValue, _ field: InformationField) -> String {
        guard case .text(let text) = value else { return value.storedText }
        return switch field.type {
        case .bankAccount: "****" + text.suffix(4)
        case .residentID: ResidentID(text)?.masked ?? "****"
        case .telephone: MobileNumber(text)?.masked ?? "****"
        default: text
        }
    }
}
