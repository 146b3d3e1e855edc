/// 统一社会信用代码 — the 18 characters by which GB 32100 names an organisation: registering department, kind, division (6),
/// organisation code (9) and a check character. Public, unlike a person's number.
public struct SocialCreditCode: Hashable, Sendable {
    public let text: String

    /// Reads what a person typed: spaces, hyphens, full-width and small letters are welcome.
    public init(validating typed: some StringProtocol) throws(Fault) {
        let bytes = TypedNumber.compact(typed)
        guard bytes.count == 18 else { throw .wrongLength(bytes.count) }
        var sum = 0
        var weight = 1
        for (index, byte) in bytes.enumerated() {
            guard let value = SocialCreditCode.value(byte), !(2...7).contains(index) || value < 10 else {
                throw .impossibleCharacter(position: index + 1)
            }
            if index < 17 { sum += value * weight }
            weight = weight * 3 % 31
        }
        guard SocialCreditCode.value(bytes[17]) == (31 - sum % 31) % 31 else { throw .wrongCheckCharacter }
        text = String(decoding: bytes, as: UTF8.self)
    }

    public init?(_ typed: some StringProtocol) {
        do { try self.init(validating: typed) } catch { return nil }
    }

    /// 登记管理部门 and 机构类别, e.g. `11` 机关, `91` 企业, `92` 个体工商户, `93` 农民专业合作社.
    public var kind: String { String(text.prefix(2)) }

    /// Where it was registered, six digits.
    public var divisionCode: String { String(text.dropFirst(2).prefix(6)) }

    /// 组织机构代码 — the nine characters of GB 11714 inside. Codes in use break its own check, so it is not enforced.
    public var organizationCode: String { String(text.dropFirst(8).prefix(9)) }

    /// The 31 characters of the code: no I, O, S, V, Z.
    private static func value(_ byte: UInt8) -> Int? {
        let alphabet: StaticString = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        return (0..<alphabet.utf8CodeUnitCount).first { alphabet.utf8Start[$0] == byte }
    }

    /// What is wrong with a code, so that the form can say where to look.
    public enum Fault: Error, Hashable, Sendable {
        case wrongLength(Int)
        /// Counted from 1. I, O, S, V and Z never occur; 3 to 8 are digits.
        case impossibleCharacter(position: Int)
        case wrongCheckCharacter
    }
}

extension SocialCreditCode: CustomStringConvertible {
    public var description: String { text }
}

extension SocialCreditCode.Fault {
    public var phrase: Phrase {
        switch self {
        case .wrongLength(let count):
            Phrase(
                "socialCreditCode.wrongLength", zh: "统一社会信用代码应为 18 位，您填了 {count} 位，请补全或删去多余的字符。",
                en: "A social credit code has 18 characters; you entered {count}. Please add or remove some.",
                ["count": String(count)])
        case .impossibleCharacter(let position):
            Phrase(
                "socialCreditCode.impossibleCharacter",
                zh: "统一社会信用代码第 {position} 位写法不对：不会出现字母 I、O、S、V、Z，第 3 至 8 位都是数字。",
                en: "Character {position} cannot occur: the letters I, O, S, V, Z are not used, and 3 to 8 are digits.",
                ["position": String(position)])
        case .wrongCheckCharacter:
            Phrase(
                "socialCreditCode.wrongCheckCharacter", zh: "统一社会信用代码与最后一位校验码对不上，请对照营业执照逐位核对。",
                en: "The last character does not match the others. Please compare with the licence, one by one.")
        }
    }
}
