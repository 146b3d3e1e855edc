extension ZoneRules {
    /// Reads the file of a zone in the time zone information format (RFC 9636), versions 1 to 4. `nil` where the bytes
    /// are something else or end too early.
    public convenience init?(id: String, tzif bytes: some Sequence<UInt8>) {
        var reader = TZifReader(Array(bytes))
        guard let first = reader.header() else { return nil }
        guard first.version > 0 else {
            guard let table = reader.table(first, timeSize: 4) else { return nil }
            self.init(id: id, table, forever: nil)
            return
        }
        // From version 2 on the same follows in 64 bits, and a rule for all that is to come.
        guard reader.skip(first.size(timeSize: 4)), let second = reader.header(),
            let table = reader.table(second, timeSize: 8), let footer = reader.footer()
        else { return nil }
        let forever = footer.isEmpty ? nil : RecurringRule(footer)
        guard footer.isEmpty || forever != nil else { return nil }
        self.init(id: id, table, forever: forever)
    }

    private convenience init(id: String, _ table: TZifReader.Table, forever: RecurringRule?) {
        self.init(
            id: id, instants: table.instants, offsets: table.offsets, initialOffset: table.initialOffset,
            forever: forever)
    }
}

/// Takes the parts of a TZif file in their order; `nil` wherever the file ends too early or is inconsistent.
private struct TZifReader {
    struct Header {
        /// 0 for version 1.
        let version: UInt8
        let utcFlags: Int, standardFlags: Int, leapSeconds: Int, times: Int, types: Int, letters: Int

        func size(timeSize: Int) -> Int {
            times * (timeSize + 1) + types * 6 + letters + leapSeconds * (timeSize + 4) + standardFlags + utcFlags
        }
    }

    struct Table {
        var instants: [Int64] = []
        var offsets: [Int32] = []
        var initialOffset: Int32 = 0
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func skip(_ count: Int) -> Bool {
        guard count <= bytes.count - position else { return false }
        position += count
        return true
    }

    private mutating func integer(_ size: Int) -> Int64? {
        guard size <= bytes.count - position else { return nil }
        let value = bytes[position..<position + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        position += size
        return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }

    private mutating func count() -> Int? {
        guard let value = integer(4), (0...1_000_000).contains(value) else { return nil }
        return Int(value)
    }

    mutating func header() -> Header? {
        guard bytes.count - position >= 44, bytes[position..<position + 4].elementsEqual("TZif".utf8) else {
            return nil
        }
        let version = bytes[position + 4]
        position += 20
        guard let utcFlags = count(), let standardFlags = count(), let leapSeconds = count(), let times = count(),
            let types = count(), let letters = count(), types > 0
        else { return nil }
        return Header(
            version: version, utcFlags: utcFlags, standardFlags: standardFlags, leapSeconds: leapSeconds, times: times,
            types: types, letters: letters)
    }

    mutating func table(_ header: Header, timeSize: Int) -> Table? {
        guard header.size(timeSize: timeSize) <= bytes.count - position else { return nil }
        var table = Table()
        for _ in 0..<header.times {
            guard let instant = integer(timeSize), instant > table.instants.last ?? .min else { return nil }
            table.instants.append(instant)
        }
        let indexes = bytes[position..<position + header.times].map(Int.init)
        position += header.times
        var types: [Int32] = []
        for _ in 0..<header.types {
            guard let offset = integer(4), abs(offset) < 26 * 3600, skip(2) else { return nil }
            types.append(Int32(offset))
        }
        guard indexes.allSatisfy(types.indices.contains) else { return nil }
        table.offsets = indexes.map { types[$0] }
        table.initialOffset = types[0]
        let rest = header.letters + header.leapSeconds * (timeSize + 4) + header.standardFlags + header.utcFlags
        return skip(rest) ? table : nil
    }

    /// The line between the last two newlines.
    mutating func footer() -> ArraySlice<UInt8>? {
        let newline = UInt8(ascii: "\n")
        guard position < bytes.count, bytes[position] == newline,
            let end = bytes[(position + 1)...].firstIndex(of: newline)
        else { return nil }
        return bytes[position + 1..<end]
    }
}
