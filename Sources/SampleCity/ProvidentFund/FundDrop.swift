import Glibc
import Kernel

/// 公积金 — one full file a day, in GB 18030, with Chinese headers and amounts in yuan.
struct FundDrop {
    static let directory = "gjj"
    static let header = [
        "个人账号", "姓名", "证件号码", "单位名称", "月缴存额", "账户余额", "账户状态", "开户日期", "连续缴存月数", "核对日期",
    ]

    static func fileName(_ day: CivilDate) -> String { "gjj_\(Format.compact(day)).csv" }

    let generator: CityGenerator
    private let plan: BlemishPlan

    init(_ generator: CityGenerator) {
        self.generator = generator
        plan = BlemishPlan(generator, stream: "gjj.blemish")
    }

    /// The lines of one person as of `day`; `row` counts the people who have an account.
    func lines(
        of citizen: Citizen, at index: Int, row: Int, employer: Firm, day: CivilDate
    ) -> (lines: [[String]], blemish: Blemish?) {
        var random = SeededRandom(seed: generator.seed, stream: "gjj", index: index)
        let months = random.within(2...140)
        let deposit = random.within(40...480) * 1000
        var line = [
            "GJJ" + Format.padded(index, 9), citizen.name, citizen.residentNumber, employer.name,
            Format.yuan(fen: deposit),
            Format.yuan(fen: deposit * months * random.within(40...100) / 100),
            random.happens(permille: 60) ? "封存" : "正常",
            Format.chinese(generator.day.adding(months: -months)), String(months), Format.chinese(day),
        ]
        guard let kind = plan.kind(row: row, of: index) else { return ([line], nil) }
        let clean = line
        let (column, value) =
            switch kind {
            case .wrongCheckDigit: (2, SampleNumbers.mistyped(citizen.residentNumber))
            case .duplicate: (5, Format.yuan(fen: deposit * (months + 7)))
            case .stale: (9, Format.chinese(day.adding(days: -random.within(200...900))))
            case .missing: (6, "")
            }
        line[column] = value
        let blemish = Blemish(
            department: .providentFund, kind: kind, residentNumber: citizen.residentNumber,
            place: "gjj.\(Self.header[column])")
        return (kind == .duplicate ? [clean, line] : [line], blemish)
    }

    /// The bytes of a file: GB 18030, lines ended by CR LF.
    static func bytes(_ lines: [[String]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in [header] + lines {
            for (position, field) in line.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes += escaped(field).utf8
            }
            bytes += "\r\n".utf8
        }
        return inGB18030(bytes)
    }

    /// The same text as the department writes it: GB 18030 has every character of Unicode.
    private static func inGB18030(_ bytes: [UInt8]) -> [UInt8] {
        let converter = iconv_open("GB18030", "UTF-8")
        defer { iconv_close(converter) }
        // Four bytes at most for what takes two in UTF-8.
        var output = [UInt8](repeating: 0, count: bytes.count * 2 + 4)
        let count = bytes.withUnsafeBytes { source in
            output.withUnsafeMutableBytes { target in
                var from = UnsafeMutablePointer(mutating: source.bindMemory(to: CChar.self).baseAddress)
                var to = target.bindMemory(to: CChar.self).baseAddress
                var (fromLeft, toLeft) = (source.count, target.count)
                let result = iconv(converter, &from, &fromLeft, &to, &toLeft)
                precondition(result != Int(bitPattern: UInt.max), "GB 18030 has every character")
                return target.count - toLeft
            }
        }
        return Array(output.prefix(count))
    }

    private static func escaped(_ field: String) -> String {
        guard field.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
