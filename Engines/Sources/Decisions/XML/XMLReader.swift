/// Reads XML 1.0 with namespaces, as modelers write it, and nothing that could be turned against the reader: no document
/// type, no entities but the five and numbers, bounded depth and size. Every input ends in an element or an `XMLError`.
public struct XMLReader {
    /// What a document may use at most.
    public struct Limits: Sendable {
        /// Bytes of the document.
        public var bytesMax = 32 << 20
        /// Elements within elements.
        public var depthMax = 200
        /// Elements of the document.
        public var elementsMax = 1_000_000
        /// Attributes of one element.
        public var attributesMax = 100

        public init() {}
    }

    let bytes: [UInt8]
    let limits: Limits
    var index = 0
    var elementCount = 0
    /// The place of the byte `counted`.
    private var line = 1
    private var column = 1
    private var counted = 0

    /// The root element of a document in UTF-8 (a byte order mark is skipped).
    public static func read(
        _ bytes: some Sequence<UInt8>, limits: Limits = Limits()
    ) throws(XMLError) -> XMLElement {
        var reader = XMLReader(Array(bytes), limits)
        return try reader.document()
    }

    private init(_ bytes: [UInt8], _ limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    private mutating func document() throws(XMLError) -> XMLElement {
        guard bytes.count <= limits.bytesMax else { throw error(.tooLarge) }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { throw error(.encoding) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (index, counted) = (3, 3) }
        try checkDeclaration()
        try skipMisc()
        guard peek == UInt8(ascii: "<") else { throw error(.expected("<")) }
        let root = try tree()
        try skipMisc()
        guard index == bytes.count else { throw error(.afterRoot) }
        return root
    }

    /// Elements with a stack of our own: a document nested deeply must not exhaust the machine's.
    private mutating func tree() throws(XMLError) -> XMLElement {
        var open: [(element: XMLElement, tag: [UInt8])] = []
        var prefixes = XMLPrefixes()
        while true {
            let start = try startTag(prefixes)
            if start.isEmpty {
                guard !open.isEmpty else { return start.element }
                open[open.count - 1].element.children.append(start.element)
            } else {
                guard open.count < limits.depthMax else { throw error(.tooDeep) }
                open.append((start.element, start.tag))
            }
            prefixes = open.last?.element.prefixes ?? prefixes
            while try content(of: &open[open.count - 1].element) {
                let closed = open.removeLast()
                try endTag(closed.tag)
                guard !open.isEmpty else { return closed.element }
                open[open.count - 1].element.children.append(closed.element)
            }
            prefixes = open[open.count - 1].element.prefixes
        }
    }

    /// Characters, comments and the like up to the next tag; true where that is an end tag.
    private mutating func content(of element: inout XMLElement) throws(XMLError) -> Bool {
        while let next = peek {
            if next != UInt8(ascii: "<") {
                let position = position
                let text = try characters()
                if element.text.isEmpty { element.textPosition = position }
                element.text += text
            } else if matches("<![CDATA[") {
                index += 9
                if element.text.isEmpty { element.textPosition = position }
                element.text += try textUpTo("]]>")
            } else if matches("<!--") || matches("<?") {
                try skipMarkup()
            } else if matches("<!") {
                throw error(.documentType)
            } else {
                return matches("</")
            }
        }
        throw error(.unexpectedEnd)
    }

    private mutating func endTag(_ tag: [UInt8]) throws(XMLError) {
        let start = index
        index += 2
        guard let name = takeName(), Array(name) == tag else {
            index = start
            throw error(.wrongEndTag(String(decoding: tag, as: UTF8.self)))
        }
        skipSpace()
        guard take(UInt8(ascii: ">")) else { throw error(.expected(">")) }
    }

    /// The place of the next byte.
    var position: XMLPosition {
        mutating get {
            while counted < index {
                if bytes[counted] == 0x0A {
                    line += 1
                    column = 1
                } else if bytes[counted] & 0xC0 != 0x80 {
                    column += 1
                }
                counted += 1
            }
            return XMLPosition(line: line, column: column)
        }
    }

    mutating func error(_ mistake: XMLError.Mistake) -> XMLError { XMLError(at: position, mistake) }
}
