/// Tags, attributes, comments and processing instructions.
extension XMLReader {
    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    func matches(_ text: StaticString) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { $0.elementsEqual(bytes[index..<index + text.utf8CodeUnitCount]) }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    mutating func skipSpace() {
        while let next = peek, next == 0x20 || (0x09...0x0D).contains(next) { index += 1 }
    }

    /// `<?xml … encoding="…"?>`: we read UTF-8 and what is part of it.
    mutating func checkDeclaration() throws(XMLError) {
        guard matches("<?xml ") else { return }
        let start = index
        let declaration = try textUpTo("?>").lowercased()
        guard let label = declaration.firstRange(ofText: "encoding") else { return }
        let name = declaration[label.upperBound...].drop { "= \t\r\n\"'".contains($0) }.prefix { !"\"' ".contains($0) }
        guard ["utf-8", "utf8", "us-ascii", "ascii"].contains(String(name)) else {
            index = start
            throw error(.encoding)
        }
    }

    /// White space, comments and processing instructions outside the root.
    mutating func skipMisc() throws(XMLError) {
        while true {
            skipSpace()
            guard matches("<!--") || matches("<?") else { break }
            try skipMarkup()
        }
        if matches("<!") { throw error(.documentType) }
    }

    /// A comment or a processing instruction.
    mutating func skipMarkup() throws(XMLError) {
        if matches("<?") {
            _ = try textUpTo("?>")
        } else {
            index += 4
            _ = try textUpTo("-->")
        }
    }

    /// The text before the mark, which is taken too.
    mutating func textUpTo(_ mark: StaticString) throws(XMLError) -> String {
        let start = index
        while index < bytes.count {
            if matches(mark) {
                let text = try decoded(start..<index)
                index += mark.utf8CodeUnitCount
                return text
            }
            index += 1
        }
        index = start
        throw error(.unexpectedEnd)
    }

    /// The bytes of a name: everything up to white space or a sign of markup.
    mutating func takeName() -> ArraySlice<UInt8>? {
        let start = index
        while let next = peek, next > 0x20, !XMLReader.ends.contains(next) { index += 1 }
        guard index > start, !XMLReader.notFirst.contains(bytes[start]) else {
            index = start
            return nil
        }
        return bytes[start..<index]
    }

    private static let ends = Array("<>/=\"'&?!".utf8)
    private static let notFirst = Array("-.0123456789".utf8)

    mutating func startTag(_ outer: XMLPrefixes) throws(XMLError) -> (element: XMLElement, tag: [UInt8], isEmpty: Bool)
    {
        let begin = position
        index += 1
        guard let tag = takeName() else { throw error(.badName) }
        elementCount += 1
        guard elementCount <= limits.elementsMax else { throw error(.tooLarge) }
        let name = try decoded(tag.startIndex..<tag.endIndex)
        let written = try attributes()
        let isEmpty = take(UInt8(ascii: "/"))
        guard take(UInt8(ascii: ">")) else { throw error(.expected(">")) }
        var prefixes = outer
        for (name, value, _) in written {
            if name == "xmlns" { prefixes.declare("", value) }
            if name.hasPrefix("xmlns:") { prefixes.declare(String(name.dropFirst(6)), value) }
        }
        let element = XMLElement(
            name: try resolve(name, prefixes, at: begin, isAttribute: false),
            attributes: try resolve(written, prefixes), position: begin, textPosition: position, prefixes: prefixes)
        return (element, Array(tag), isEmpty)
    }

    private typealias Written = (name: String, value: String, position: XMLPosition)

    private mutating func attributes() throws(XMLError) -> [Written] {
        var result: [Written] = []
        while true {
            let before = index
            skipSpace()
            guard let next = peek else { throw error(.unexpectedEnd) }
            if next == UInt8(ascii: ">") || next == UInt8(ascii: "/") { return result }
            let place = position
            guard index > before, let bytes = takeName() else { throw error(.badName) }
            let name = try decoded(bytes.startIndex..<bytes.endIndex)
            guard !result.contains(where: { $0.name == name }) else { throw XMLError(at: place, .twice(name)) }
            guard result.count < limits.attributesMax else { throw error(.tooLarge) }
            skipSpace()
            guard take(UInt8(ascii: "=")) else { throw error(.expected("=")) }
            skipSpace()
            result.append((name, try attributeValue(), place))
        }
    }

    private func resolve(_ written: [Written], _ prefixes: XMLPrefixes) throws(XMLError) -> [XMLElement.Attribute] {
        var result: [XMLElement.Attribute] = []
        for (name, value, place) in written where name != "xmlns" && !name.hasPrefix("xmlns:") {
            let resolved = try resolve(name, prefixes, at: place, isAttribute: true)
            result.append(XMLElement.Attribute(name: resolved, value: value))
        }
        return result
    }

    private func resolve(
        _ name: String, _ prefixes: XMLPrefixes, at place: XMLPosition, isAttribute: Bool
    ) throws(XMLError) -> XMLElement.Name {
        guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            return XMLElement.Name(name, namespace: isAttribute ? "" : prefixes[""] ?? "")
        }
        let prefix = String(name[..<colon])
        guard let namespace = prefixes[prefix] else { throw XMLError(at: place, .unknownPrefix(prefix)) }
        return XMLElement.Name(String(name[name.utf8.index(after: colon)...]), namespace: namespace)
    }
}

extension String {
    /// Where a short ASCII text stands first.
    fileprivate func firstRange(ofText text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
