/// 手机号码 — eleven digits of the mainland. Only the form is checked: numbers move between operators, so a code sent to it
/// is the only proof that it is right.
public struct MobileNumber: Hashable, Sendable {
    /// Eleven digits without country code. Personal data: stored encrypted, never logged.
    public let text: String

    /// Reads what a person typed: spaces, hyphens, full-width digits, `+86` and `0086` are welcome.
    public init(validating typed: some StringProtocol) throws(Fault) {
        var bytes = TypedNumber.compact(typed)[...]
        for prefix in ["+86", "0086", "86"] where bytes.starts(with: prefix.utf8) && bytes.count > 11 {
            bytes = bytes.dropFirst(prefix.utf8.count)
            break
        }
        if let position = TypedNumber.firstNonDigit(bytes) { throw .notADigit(position: position) }
        guard bytes.count == 11 else { throw .wrongLength(bytes.count) }
        text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("1"), !["0", "1", "2"].contains(text.dropFirst().prefix(1)) else { throw .notMobile }
    }

    public init?(_ typed: some StringProtocol) {
        do { try self.init(validating: typed) } catch { return nil }
    }

    /// `194****0012`
    public var masked: String { TypedNumber.masked(text, keepingFirst: 3, last: 4) }

    /// What is wrong with a number, so that the form can say where to look.
    public enum Fault: Error, Hashable, Sendable {
        case wrongLength(Int)
        /// Counted from 1, after a country code.
        case notADigit(position: Int)
        /// Mobile numbers start with 13 to 19.
        case notMobile
    }
}

extension MobileNumber: CustomStringConvertible, CustomDebugStringConvertible {
    /// The masked form, so that a number that slips into a log message is not there in full.
    public var description: String { masked }
    public var debugDescription: String { masked }
}

extension MobileNumber.Fault {
    public var phrase: Phrase {
        switch self {
        case .wrongLength(let count):
            Phrase(
                "mobileNumber.wrongLength", zh: "手机号码应为 11 位，您填了 {count} 位，请补全或删去多余的数字。",
                en: "A mobile number has 11 digits; you entered {count}. Please add or remove digits.",
                ["count": String(count)])
        case .notADigit(let position):
            Phrase(
                "mobileNumber.notADigit", zh: "手机号码第 {position} 位不是数字，请改正。",
                en: "Character {position} is not a digit. Please correct it.", ["position": String(position)])
        case .notMobile:
            Phrase(
                "mobileNumber.notMobile", zh: "手机号码以 13 至 19 开头，请核对；没有手机可到窗口办理。",
                en: "Mobile numbers start with 13 to 19. Please check; without one, any counter can help you.")
        }
    }
}
