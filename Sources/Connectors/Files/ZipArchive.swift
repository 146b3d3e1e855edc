import CZlib

/// 压缩包 — the files of a zip archive (PKWARE APPNOTE), as far as workbooks need it: stored and deflated entries, no encryption, no
/// parts, no Zip64. Sizes are bounded while they grow: an archive says what it likes of itself.
struct ZipArchive {
    /// Of one entry, unpacked.
    static let entryBytesMax = 128 << 20
    private static let entriesMax = 2000

    private struct Entry {
        let method: UInt16
        let checksum: UInt32
        let packed: Range<Int>
        let size: Int
    }

    private let bytes: [UInt8]
    private let entries: [String: Entry]

    init(_ bytes: [UInt8]) throws(DailyDrop.Fault) {
        self.bytes = bytes
        let reader = LittleEndian(bytes)
        guard let end = Self.end(of: reader) else { throw .incomplete }
        let count = Int(reader.uint16(end + 10) ?? 0)
        guard count <= Self.entriesMax else { throw .tooLarge }
        var place = Int(reader.uint32(end + 16) ?? 0)
        var entries: [String: Entry] = [:]
        for _ in 0..<count {
            let (name, entry, next) = try Self.entry(at: place, reader)
            entries[name] = entry
            place = next
        }
        self.entries = entries
    }

    /// How many bytes an entry says that it unpacks to: no more are unpacked.
    func size(of name: String) -> Int? { entries[name]?.size }

    /// The unpacked bytes of an entry; `nil` where there is none of that name.
    func file(_ name: String) throws(DailyDrop.Fault) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        guard entry.size <= Self.entryBytesMax else { throw .tooLarge }
        let packed = bytes[entry.packed]
        let unpacked: [UInt8]
        switch entry.method {
        case 0: unpacked = Array(packed)
        case 8: unpacked = try Self.inflated(packed, size: entry.size)
        default: throw .noWorkbook("compression \(entry.method)")
        }
        guard unpacked.count == entry.size, Self.checksum(unpacked) == entry.checksum else { throw .incomplete }
        return unpacked
    }

    /// Where the end of the central directory begins: it may be followed by a comment.
    private static func end(of reader: LittleEndian) -> Int? {
        let size = 22
        guard reader.bytes.count >= size else { return nil }
        let last = reader.bytes.count - size
        return (max(0, last - 0xFFFF)...last).reversed().first { place in
            reader.uint32(place) == 0x0605_4B50
                && reader.uint16(place + 20).map { place + size + Int($0) == reader.bytes.count } == true
        }
    }

    private static func entry(
        at place: Int, _ reader: LittleEndian
    ) throws(DailyDrop.Fault) -> (name: String, entry: Entry, next: Int) {
        guard reader.uint32(place) == 0x0201_4B50, let flags = reader.uint16(place + 8),
            let method = reader.uint16(place + 10), let checksum = reader.uint32(place + 16),
            let packed = reader.uint32(place + 20), let size = reader.uint32(place + 24),
            let nameLength = reader.uint16(place + 28), let extraLength = reader.uint16(place + 30),
            let commentLength = reader.uint16(place + 32), let local = reader.uint32(place + 42),
            let name = reader.text(place + 46, Int(nameLength))
        else { throw .incomplete }
        guard flags & 1 == 0 else { throw .noWorkbook("encrypted") }
        // The local header has lengths of its own.
        guard reader.uint32(Int(local)) == 0x0403_4B50, let localName = reader.uint16(Int(local) + 26),
            let localExtra = reader.uint16(Int(local) + 28)
        else { throw .incomplete }
        let begin = Int(local) + 30 + Int(localName) + Int(localExtra)
        guard begin + Int(packed) <= reader.bytes.count else { throw .incomplete }
        return (
            name,
            Entry(method: method, checksum: checksum, packed: begin..<begin + Int(packed), size: Int(size)),
            place + 46 + Int(nameLength) + Int(extraLength) + Int(commentLength)
        )
    }

    private static func inflated(_ packed: ArraySlice<UInt8>, size: Int) throws(DailyDrop.Fault) -> [UInt8] {
        var stream = z_stream()
        let streamSize = Int32(MemoryLayout<z_stream>.size)
        // Without a header of its own, as in archives.
        guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, streamSize) == Z_OK else { throw .tooLarge }
        defer { inflateEnd(&stream) }
        // One byte more than it says shows that it says too little.
        var output = [UInt8](repeating: 0, count: size + 1)
        let result = packed.withUnsafeBytes { source in
            output.withUnsafeMutableBytes { target in
                stream.next_in = UnsafeMutablePointer(mutating: source.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(target.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        guard result == Z_STREAM_END, stream.avail_out == 1 else { throw .incomplete }
        output.removeLast()
        return output
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(crc32(0, $0.baseAddress, UInt32($0.count))) }
    }
}

/// Bounds what is taken from an archive in all, unpacked; an entry that is read twice counts twice.
final class UnpackingBudget {
    private let archive: ZipArchive
    private var left = 256 << 20

    init(_ archive: ZipArchive) { self.archive = archive }

    func file(_ name: String) throws(DailyDrop.Fault) -> [UInt8]? {
        left -= archive.size(of: name) ?? 0
        guard left >= 0 else { throw .tooLarge }
        return try archive.file(name)
    }
}

/// Numbers and names in an archive; `nil` where it ends before.
private struct LittleEndian {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func uint16(_ place: Int) -> UInt16? {
        guard place >= 0, place + 2 <= bytes.count else { return nil }
        return UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8
    }

    func uint32(_ place: Int) -> UInt32? {
        guard let low = uint16(place), let high = uint16(place + 2) else { return nil }
        return UInt32(low) | UInt32(high) << 16
    }

    func text(_ place: Int, _ count: Int) -> String? {
        guard place >= 0, place + count <= bytes.count else { return nil }
        return String(decoding: bytes[place..<place + count], as: UTF8.self)
    }
}
