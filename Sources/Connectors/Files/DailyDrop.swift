import Kernel

/// One day's file of a department, with an index of where each subject's lines begin.
struct DailyDrop: Sendable {
    /// 数据日期, by the file's name.
    let day: CivilDate
    let columns: [String: Int]
    let keyColumn: String
    private let content: Content
    /// By subject: where its lines begin, or the numbers of its rows.
    private let index: [String: [Int]]

    private enum Content: Sendable {
        /// Kept as it came, in UTF-8.
        case lines([UInt8])
        case rows([[String?]])
    }

    /// Why a file cannot be used.
    enum Fault: Error, Equatable {
        /// It does not end as a whole file does: it is still being written, or was cut off.
        case incomplete
        case noColumn(String)
        /// Its bytes are no text in the encoding that is described.
        case wrongEncoding
        /// It is no workbook that can be read: why, without what it holds.
        case noWorkbook(String)
        /// It unpacks to more than any department's day.
        case tooLarge
    }

    init(_ bytes: [UInt8], _ format: DropFormat, day: CivilDate, keyColumn: String) throws(Fault) {
        self.day = day
        self.keyColumn = keyColumn
        switch format {
        case .csv(let encoding):
            guard bytes.last == UInt8(ascii: "\n") else { throw .incomplete }
            guard let text = encoding.utf8(bytes) else { throw .wrongEncoding }
            content = .lines(text)
            (columns, index) = try Self.lines(of: text, keyColumn)
        case .excel(let sheet):
            let rows = try ExcelWorkbook(bytes).rows(ofSheet: sheet)
            content = .rows(rows)
            (columns, index) = try Self.index(rows, keyColumn)
        }
    }

    /// The records of a subject by column name; columns that a short line lacks are `nil`.
    func records(of subject: String) -> [[String: String?]] {
        (index[subject] ?? []).compactMap { place in
            let fields: [String?]
            switch content {
            case .lines(let bytes):
                var records = CSVRecords(bytes, from: place)
                guard let line = records.next() else { return nil }
                fields = line
            case .rows(let rows): fields = rows[place]
            }
            return columns.mapValues { $0 < fields.count ? fields[$0] : nil }
        }
    }

    private typealias Index = (columns: [String: Int], places: [String: [Int]])

    private static func lines(of bytes: [UInt8], _ keyColumn: String) throws(Fault) -> Index {
        var records = CSVRecords(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        let columns = columns(records.next() ?? [])
        guard let key = columns[keyColumn] else { throw .noColumn(keyColumn) }
        var places: [String: [Int]] = [:]
        var start = records.position
        while let fields = records.next() {
            if key < fields.count { places[fields[key], default: []].append(start) }
            start = records.position
        }
        return (columns, places)
    }

    private static func index(_ rows: [[String?]], _ keyColumn: String) throws(Fault) -> Index {
        let columns = columns(rows.first?.map { $0 ?? "" } ?? [])
        guard let key = columns[keyColumn] else { throw .noColumn(keyColumn) }
        var places: [String: [Int]] = [:]
        for (place, row) in rows.enumerated().dropFirst() {
            if key < row.count, let subject = row[key] { places[subject, default: []].append(place) }
        }
        return (columns, places)
    }

    private static func columns(_ header: [String]) -> [String: Int] {
        Dictionary(zip(header, header.indices), uniquingKeysWith: { first, _ in first })
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
