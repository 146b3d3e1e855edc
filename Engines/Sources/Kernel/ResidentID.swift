/// 公民身份号码 — the 18 characters by which GB 11643 names a person: six of the first registration, the birth date, three in
/// sequence and a check character. The same form serves 居民身份证, 港澳台居民居住证 (81–83) and the 2023 外国人永久居留身份证 (9).
/// The address part is not looked up: divisions that were dissolved long ago live on in numbers.
public struct ResidentID: Hashable, Sendable {
    /// All 18 characters, `X` in upper case. Personal data: shown to its owner, stored encrypted, never logged.
    public let text: String
    public let birthDate: CivilDate
    public let sex: Sex

    /// Reads what a person typed: spaces, hyphens, full-width digits and a small x are welcome; a number of the first
    /// generation (15 digits) becomes the 18 that replaced it.
    public init(validating typed: some StringProtocol) throws(Fault) {
        var bytes = TypedNumber.compact(typed)
        guard bytes.count == 18 || bytes.count == 15 else { throw .wrongLength(bytes.count) }
        if let position = TypedNumber.firstNonDigit(bytes.prefix(17)) { throw .notADigit(position: position) }
        if bytes.count == 15 { bytes.insert(contentsOf: "19".utf8, at: 6) }
        let body = String(decoding: bytes.prefix(17), as: UTF8.self)
        let written = bytes.dropFirst(17).first.map { Character(Unicode.Scalar($0)) }
        guard let check = ISO7064.mod11Radix2(body), "0123456789X".contains(written ?? check) else {
            throw .notADigit(position: 18)
        }
        guard let birthDate = ResidentID.birthDate(in: bytes) else { throw .impossibleBirthDate }
        guard written ?? check == check else { throw .wrongCheckCharacter }
        text = body + String(check)
        self.birthDate = birthDate
        sex = TypedNumber.value(bytes[14...16]) % 2 == 1 ? .male : .female
    }

    public init?(_ typed: some StringProtocol) {
        do { try self.init(validating: typed) } catch { return nil }
    }

    /// The first six digits: where the number was given out, which need not be where the person lives or is registered.
    public var addressCode: String { String(text.prefix(6)) }

    /// `3399**********012X`: neither county nor birth date can be read (国办函〔2016〕108号).
    public var masked: String { TypedNumber.masked(text, keepingFirst: 4, last: 4) }

    private static func birthDate(in bytes: [UInt8]) -> CivilDate? {
        CivilDate(
            year: TypedNumber.value(bytes[6...9]), month: TypedNumber.value(bytes[10...11]),
            day: TypedNumber.value(bytes[12...13]))
    }

    /// What is wrong with a number, so that the form can say where to look.
    public enum Fault: Error, Hashable, Sendable {
        case wrongLength(Int)
        /// Counted from 1; the 18th may also be X.
        case notADigit(position: Int)
        case impossibleBirthDate
        /// Some digit is wrong or two are swapped; which one cannot be known.
        case wrongCheckCharacter
    }
}

/// 性别 — as the civil register has it.
public enum Sex: String, Hashable, Sendable, CaseIterable {
    case male, female

    /// GB/T 2261.1: 1 男, 2 女.
    public var code: String { self == .male ? "1" : "2" }

    public init?(code: String) {
        guard let sex = Sex.allCases.first(where: { $0.code == code }) else { return nil }
        self = sex
    }
}

extension ResidentID: CustomStringConvertible, CustomDebugStringConvertible {
    /// The masked form, so that a number that slips into a log message is not there in full.
    public var description: String { masked }
    public var debugDescription: String { masked }
}

extension ResidentID.Fault {
    public var phrase: Phrase {
        switch self {
        case .wrongLength(let count):
            Phrase(
                "residentID.wrongLength", zh: "身份证号码应为 18 位，您填了 {count} 位，请补全或删去多余的数字。",
                en: "An id number has 18 characters; you entered {count}. Please add or remove digits.",
                ["count": String(count)])
        case .notADigit(let position):
            Phrase(
                "residentID.notADigit", zh: "身份证号码第 {position} 位写法不对：前 17 位都是数字，最后一位是数字或 X。",
                en: "Character {position} does not fit: the first 17 are digits, the last is a digit or X.",
                ["position": String(position)])
        case .impossibleBirthDate:
            Phrase(
                "residentID.impossibleBirthDate", zh: "身份证号码第 7 至 14 位应是出生日期，这一天不存在，请核对这几位。",
                en: "Characters 7 to 14 are the birth date, and there is no such day. Please check them.")
        case .wrongCheckCharacter:
            Phrase(
                "residentID.wrongCheckCharacter",
                zh: "身份证号码与最后一位校验码对不上，可能有一位写错或两位颠倒，请对照证件逐位核对。",
                en: "The last character does not match the others. Please compare each with the card.")
        }
    }
}
