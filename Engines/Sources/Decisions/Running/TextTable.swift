/// Finds the place of a text in a fixed list, by its bytes as FEEL compares texts. Swift's `Dictionary` would hash with
/// a seed and compare by canonical equivalence: four times as long for the short words that tables hold. The texts of
/// the list come from the author of a model; those that are looked up never enter the table, so that no input can make
/// it slow.
struct TextTable: Sendable {
    private let texts: [String]
    private let marks: [TextMark]
    /// A power of two of buckets, less than half of them full; −1 is empty.
    private let buckets: [Int32]

    /// Of texts that stand twice the first one counts.
    init(_ texts: [String]) {
        self.texts = texts
        marks = texts.map(TextMark.init)
        var size = 4
        while size < texts.count * 2 { size *= 2 }
        var buckets = Array(repeating: Int32(-1), count: size)
        for (index, mark) in marks.enumerated() {
            var bucket = mark.hash & (size - 1)
            while buckets[bucket] >= 0 { bucket = (bucket + 1) & (size - 1) }
            buckets[bucket] = Int32(index)
        }
        self.buckets = buckets
    }

    /// `nil` where the text is not in the list.
    func index(of text: String) -> Int? {
        let mark = TextMark(text)
        var bucket = mark.hash & (buckets.count - 1)
        while true {
            let index = Int(buckets[bucket])
            guard index >= 0 else { return nil }
            if marks[index] == mark, mark.isWhole || texts[index].utf8.elementsEqual(text.utf8) { return index }
            bucket = (bucket + 1) & (buckets.count - 1)
        }
    }

    /// Whether the text at a place is this one: a guess that is right saves the search.
    func holds(_ text: String, at index: Int) -> Bool {
        let mark = TextMark(text)
        return marks[index] == mark && (mark.isWhole || texts[index].utf8.elementsEqual(text.utf8))
    }
}

/// Length, beginning and end of a text: all there is of one of up to 16 bytes, that is five Chinese characters.
private struct TextMark: Equatable, Sendable {
    private let head: UInt64
    private let tail: UInt64
    private let count: Int

    @inline(__always)
    init(_ text: String) {
        let parts = text.utf8.withContiguousStorageIfAvailable { TextMark.ends(UnsafeRawBufferPointer($0)) }
        (head, tail, count) =
            parts ?? Array(text.utf8).withUnsafeBytes { TextMark.ends($0) }
    }

    @inline(__always)
    private static func ends(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64, Int) {
        let count = bytes.count
        if count >= 8 {
            return (
                bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self),
                count
            )
        }
        if count >= 4 {
            let last = bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
            return (UInt64(bytes.loadUnaligned(as: UInt32.self)), UInt64(last), count)
        }
        var head: UInt64 = 0
        for byte in bytes { head = head << 8 | UInt64(byte) }
        return (head, 0, count)
    }

    var isWhole: Bool { count <= 16 }

    var hash: Int {
        let mixed = (head ^ tail &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(count)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 32)
    }
}
