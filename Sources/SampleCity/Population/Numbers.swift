import Kernel

/// Numbers of the sample city. None can belong to anybody: division 3399 does not exist in GB/T 2260, and no operator
/// has ever been given the mobile prefix 154, which still has the shape of a mobile number. (Prefixes such as 100 or
/// 120 would be unassigned too, but a person who dialled one would reach an operator's or the emergency service.)
package enum SampleNumbers {
    /// Begins every resident number, credit code and division of the sample city.
    package static let cityPrefix = "3399"
    package static let phonePrefix = "154"

    /// 公民身份号码 with its check character (GB 11643-1999).
    static func residentNumber(district: String, birth: CivilDate, sequence: Int) -> String {
        let body = district + Format.compact(birth) + Format.padded(sequence, 3)
        return body + String(checkCharacter(of: body))
    }

    /// The check character of the first 17 digits.
    package static func checkCharacter(of body: some StringProtocol) -> Character {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        return Array("10X98765432")[sum % 11]
    }

    /// 统一社会信用代码 of a trader (92) or company (91) of the city (GB 32100-2015, GB 11714 inside).
    static func socialCreditCode(kind: String, serial: Int) -> String {
        let organisation = "MC" + Format.padded(serial, 6)
        let body = kind + cityPrefix + "00" + organisation + String(organisationCheck(of: organisation))
        return body + String(creditCheck(of: body))
    }

    static func phone(serial: Int) -> String { phonePrefix + Format.padded(serial % 100_000_000, 8) }

    private static func organisationCheck(of code: String) -> Character {
        let sum = zip(code.utf8, [3, 7, 9, 10, 5, 8, 4, 2]).reduce(0) { sum, pair in
            sum + Int(pair.0 >= 65 ? pair.0 - 55 : pair.0 - 48) * pair.1
        }
        return Array("0X987654321")[sum % 11]
    }

    private static func creditCheck(of body: String) -> Character {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        var weight = 1
        var sum = 0
        for character in body {
            guard let value = alphabet.firstIndex(of: character) else {
                preconditionFailure("\(character) in a credit code")
            }
            sum += value * weight
            weight = weight * 3 % 31
        }
        return alphabet[(31 - sum % 31) % 31]
    }
}

/// How the departments write numbers and days, each in its own way.
enum Format {
    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// `19430501`
    static func compact(_ date: CivilDate) -> String {
        padded(date.year, 4) + padded(date.month, 2) + padded(date.day, 2)
    }

    /// `1943/05/01`
    static func slashed(_ date: CivilDate) -> String {
        padded(date.year, 4) + "/" + padded(date.month, 2) + "/" + padded(date.day, 2)
    }

    /// `1943年05月01日`
    static func chinese(_ date: CivilDate) -> String {
        padded(date.year, 4) + "年" + padded(date.month, 2) + "月" + padded(date.day, 2) + "日"
    }

    /// `08:15:30`, or `081530` without separator.
    static func clock(_ seconds: Int, separator: String = ":") -> String {
        [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: separator)
    }

    /// `1234.50` from fen.
    static func yuan(fen: Int) -> String { "\(fen / 100).\(padded(fen % 100, 2))" }

    /// Seconds since 1970 of a time of day in China (UTC+8).
    static func epochSeconds(_ date: CivilDate, secondsOfDay: Int = 0) -> Int {
        date.daysSinceEpoch * 86_400 + secondsOfDay - Int(Instant.chinaOffsetSeconds)
    }
}
