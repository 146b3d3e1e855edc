import Kernel

/// One day's file of a department, kept as it came, with an index of where each subject's lines begin.
struct DailyDrop: Sendable {
    /// 数据日期, by the file's name.
    let day: CivilDate
    let columns: [String: Int]
    private let bytes: [UInt8]
    private let lines: [String: [Int]]
    let keyColumn: String

    /// Why a file cannot be used.
    enum Fault: Error, Equatable {
        /// It does not end with a line end: it is still being written, or was cut off.
        case incomplete
        /// It is not UTF-8 or has no such column.
        case noColumn(String)
        case notUTF8
    }

    init(_ bytes: [UInt8], day: CivilDate, keyColumn: String) throws(Fault) {
        guard bytes.last == UInt8(ascii: "\n") else { throw .incomplete }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
        var records = CSVRecords(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        let header = records.next() ?? []
        let columns = Dictionary(zip(header, header.indices), uniquingKeysWith: { first, _ in first })
        guard let key = columns[keyColumn] else { throw .noColumn(keyColumn) }
        var lines: [String: [Int]] = [:]
        var start = records.position
        while let fields = records.next() {
            if key < fields.count { lines[fields[key], default: []].append(start) }
            start = records.position
        }
        self.bytes = bytes
        self.day = day
        self.columns = columns
        self.lines = lines
        self.keyColumn = keyColumn
    }

    /// The records of a subject by column name; columns that a short line lacks are `nil`.
    func records(of subject: String) -> [[String: String?]] {
        (lines[subject] ?? []).compactMap { start in
            var records = CSVRecords(bytes, from: start)
            guard let fields = records.next() else { return nil }
            return columns.mapValues { $0 < fields.count ? fields[$0] : nil }
        }
    }
}

/// The name of daily files: `gjj_{yyyyMMdd}.csv`.
struct DropName: Sendable {
    /// As the description writes it.
    let pattern: String
    private let before: String
    private let after: String

    /// `nil` where the pattern has no `{yyyyMMdd}`.
    init?(_ pattern: String) {
        let mark = "{yyyyMMdd}"
        guard let range = pattern.firstRange(of: mark) else { return nil }
        self.pattern = pattern
        before = String(pattern[..<range.lowerBound])
        after = String(pattern[range.upperBound...])
    }

    /// The day in a file's name; `nil` for another file.
    func day(of name: String) -> CivilDate? {
        guard name.hasPrefix(before), name.hasSuffix(after), name.count == before.count + after.count + 8 else {
            return nil
        }
        let digits = name.dropFirst(before.count).prefix(8)
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)),
            let day = Int(digits.suffix(2))
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }
}
