/// 签章 — puts a signature over a PDF into it (ISO 32000-1 §12.8, ETSI EN 319 142 PAdES): an incremental update after the bytes
/// that were there, which stay as they are. The signature covers all bytes but its own.
package struct PDFSeal: Sendable {
    /// Who signs, as readers show it.
    private let name: String
    /// `20261122143000+08'00'`
    private let moment: String
    /// Bytes of the signature. Always the same, so that nothing unsigned is left over.
    private let signatureSize: Int

    package init(name: String, moment: String, signatureSize: Int) {
        self.name = name
        self.moment = moment
        self.signatureSize = signatureSize
    }

    /// - Parameters:
    ///   - pdf: of one page, with a plain table of objects, as `PaperSheet` makes it.
    ///   - sign: gets the bytes that are covered, gives a CMS signature (DER) of `signatureSize` bytes.
    /// - Throws: `PaperFault.notContinuable` where the PDF is built otherwise or the signature has another size.
    package func sealed(_ pdf: [UInt8], sign: ([UInt8]) throws -> [UInt8]) throws -> [UInt8] {
        let source = try PDFSource(pdf)
        let (signature, widget) = (source.size, source.size + 1)
        var update = PDFUpdate(source.bytes)
        let hole = String(repeating: "0", count: 2 * signatureSize)
        update.add(
            signature,
            """
            <</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:\(moment))/Name<\(Self.text(name))>\
            /ByteRange[0 \(PDFUpdate.place) \(PDFUpdate.place) \(PDFUpdate.place)]/Contents<\(hole)>>>
            """)
        update.add(
            widget,
            """
            <</Type/Annot/Subtype/Widget/FT/Sig/T(seal)/V \(signature) 0 R/Rect[0 0 0 0]/F 132/P \(source.page) 0 R>>
            """)
        update.add(
            source.root, try source.dictionary(source.root, with: "/AcroForm<</Fields[\(widget) 0 R]/SigFlags 3>>"))
        update.add(source.page, try source.dictionary(source.page, with: "/Annots[\(widget) 0 R]"))
        update.finish(size: source.size + 2, source: source)
        return try filled(update.bytes, after: update.offset(of: signature), sign)
    }

    private func filled(
        _ bytes: [UInt8], after start: Int, _ sign: ([UInt8]) throws -> [UInt8]
    ) throws -> [UInt8] {
        guard let contents = bytes.firstRange(of: Array("/Contents<".utf8), from: start) else {
            throw PaperFault.notContinuable
        }
        let (open, close) = (contents.upperBound - 1, contents.upperBound + 2 * signatureSize + 1)
        var result = bytes
        guard var place = bytes.firstRange(of: Array(PDFUpdate.place.utf8), from: start)?.lowerBound else {
            throw PaperFault.notContinuable
        }
        for number in [open, close, bytes.count - close] {
            let text = String(number)
            let padded = String(repeating: "0", count: PDFUpdate.place.utf8.count - text.utf8.count) + text
            result.replaceSubrange(place..<place + padded.utf8.count, with: padded.utf8)
            place += padded.utf8.count + 1
        }
        let signature = try sign(Array(result[..<open]) + result[close...])
        guard signature.count == signatureSize else { throw PaperFault.notContinuable }
        result.replaceSubrange(open + 1..<close - 1, with: Self.hex(signature).utf8)
        return result
    }

    /// A text string in UTF-16 with its mark, hexadecimal.
    private static func text(_ text: String) -> String {
        hex([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

/// New versions of objects after the end of a PDF.
private struct PDFUpdate {
    /// Holds the room of a number that is known later.
    static let place = "**********"
    private(set) var bytes: [UInt8]
    private var offsets: [Int: Int] = [:]

    init(_ bytes: [UInt8]) { self.bytes = bytes.last == 10 ? bytes : bytes + [10] }

    mutating func add(_ number: Int, _ body: some StringProtocol) { add(number, Array(body.utf8)) }

    mutating func add(_ number: Int, _ body: [UInt8]) {
        offsets[number] = bytes.count
        bytes += Array("\(number) 0 obj\n".utf8) + body + Array("\nendobj\n".utf8)
    }

    func offset(of number: Int) -> Int { offsets[number] ?? 0 }

    mutating func finish(size: Int, source: PDFSource) {
        let table = bytes.count
        var text = "xref\n"
        for (number, offset) in offsets.sorted(by: { $0.key < $1.key }) {
            let digits = String(offset)
            text += "\(number) 1\n\(String(repeating: "0", count: 10 - digits.utf8.count))\(digits) 00000 n \n"
        }
        let info = source.info.map { "/Info \($0) 0 R" } ?? ""
        text += "trailer\n<</Size \(size)/Root \(source.root) 0 R\(info)/Prev \(source.table)>>\n"
        text += "startxref\n\(table)\n%%EOF\n"
        bytes += text.utf8
    }
}

/// What a PDF with a plain table of objects says of itself.
private struct PDFSource {
    let bytes: [UInt8]
    /// Where its table of objects begins.
    let table: Int
    /// One more than the highest number of an object.
    let size: Int
    let root: Int
    /// Title and author.
    let info: Int?
    let page: Int

    init(_ bytes: [UInt8]) throws(PaperFault) {
        self.bytes = bytes
        guard let end = bytes.lastRange(of: Array("startxref".utf8)), let table = bytes.number(from: end.upperBound),
            bytes[table...].starts(with: "xref".utf8),
            let trailer = bytes.lastRange(of: Array("trailer".utf8))?.upperBound,
            let size = bytes.number(after: "/Size", from: trailer),
            let root = bytes.number(after: "/Root", from: trailer)
        else { throw .notContinuable }
        (self.table, self.size, self.root) = (table, size, root)
        info = bytes.number(after: "/Info", from: trailer)
        guard let start = Self.offset(of: root, in: bytes, table),
            let pages = bytes.number(after: "/Pages", from: start),
            let list = Self.offset(of: pages, in: bytes, table),
            let kids = bytes.firstRange(of: Array("/Kids".utf8), from: list),
            let bracket = bytes[kids.upperBound...].firstIndex(of: UInt8(ascii: "[")),
            let page = bytes.number(from: bracket + 1)
        else { throw .notContinuable }
        self.page = page
    }

    /// The dictionary of an object with one more entry.
    func dictionary(_ number: Int, with entry: String) throws(PaperFault) -> [UInt8] {
        guard let start = Self.offset(of: number, in: bytes, table),
            let open = bytes.firstRange(of: Array("<<".utf8), from: start)?.lowerBound,
            let end = bytes.firstRange(of: Array("endobj".utf8), from: open)?.lowerBound,
            let close = Array(bytes[open..<end]).lastRange(of: Array(">>".utf8))?.lowerBound
        else { throw .notContinuable }
        return Array(bytes[open..<open + close]) + Array(entry.utf8) + Array(">>".utf8)
    }

    /// Where an object stands: the table begins `xref`, `0 N`, and has 20 bytes for each object.
    private static func offset(of number: Int, in bytes: [UInt8], _ table: Int) -> Int? {
        guard let line = bytes[table...].firstIndex(of: 10), bytes.number(from: line + 1) == 0,
            let first = bytes[(line + 1)...].firstIndex(of: 10)
        else { return nil }
        let entry = first + 1 + 20 * number
        guard entry + 20 <= bytes.count else { return nil }
        return bytes.number(from: entry)
    }
}

extension [UInt8] {
    fileprivate func firstRange(of pattern: [UInt8], from start: Int) -> Range<Int>? {
        var index = start
        while index + pattern.count <= count {
            if self[index..<index + pattern.count].elementsEqual(pattern) { return index..<index + pattern.count }
            index += 1
        }
        return nil
    }

    fileprivate func lastRange(of pattern: [UInt8]) -> Range<Int>? {
        var index = count - pattern.count
        while index >= 0 {
            if self[index..<index + pattern.count].elementsEqual(pattern) { return index..<index + pattern.count }
            index -= 1
        }
        return nil
    }

    /// The whole number after white space.
    fileprivate func number(from start: Int) -> Int? {
        let digits = self[start...].drop { $0 == 10 || $0 == 13 || $0 == 32 }.prefix { (48...57).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    fileprivate func number(after key: String, from start: Int) -> Int? {
        firstRange(of: Array(key.utf8), from: start).flatMap { number(from: $0.upperBound) }
    }
}
