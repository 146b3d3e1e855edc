/// An element of an XML document (Namespaces in XML 1.0), without comments, processing instructions and the white space
/// that only lays out.
public struct XMLElement: Sendable {
    /// A name with its namespace; an empty namespace is none.
    public struct Name: Hashable, Sendable {
        /// The address that its prefix stands for; empty where it has none.
        public let namespace: String
        /// The name without its prefix.
        public let local: String

        public init(_ local: String, namespace: String = "") {
            self.local = local
            self.namespace = namespace
        }
    }

    /// An attribute with its value, entities replaced.
    public struct Attribute: Sendable {
        /// Its name; without a prefix it has no namespace.
        public let name: Name
        /// What stands between the quotes.
        public let value: String
    }

    /// Its name with its namespace.
    public let name: Name
    /// Without the declarations of namespaces.
    public internal(set) var attributes: [Attribute]
    /// Elements directly within it, in order.
    public internal(set) var children: [XMLElement] = []
    /// All characters that stand directly in the element, as they are written, CDATA included.
    public internal(set) var text = ""
    /// Where the element begins.
    public let position: XMLPosition
    /// Where its first characters begin.
    public internal(set) var textPosition: XMLPosition
    /// Prefixes in force here with their namespaces: names inside attribute values use them.
    let prefixes: XMLPrefixes

    /// The value of an attribute without a prefix.
    public subscript(attribute: String) -> String? {
        attributes.first { $0.name.local == attribute && $0.name.namespace.isEmpty }?.value
    }

    /// The value of an attribute of a namespace.
    public subscript(name: Name) -> String? { attributes.first { $0.name == name }?.value }

    /// The children of a name in the element's own namespace.
    public func children(_ local: String) -> [XMLElement] {
        children.filter { $0.name.local == local && $0.name.namespace == name.namespace }
    }

    /// The first child of a name in the element's own namespace.
    public func child(_ local: String) -> XMLElement? {
        children.first { $0.name.local == local && $0.name.namespace == name.namespace }
    }

    /// The namespace that a prefix means here; `nil` where it means none.
    public func namespace(ofPrefix prefix: String) -> String? { prefixes[prefix] }
}

/// A place in a document. Lines and columns are counted from 1, columns in code points.
public struct XMLPosition: Hashable, Sendable {
    /// 1 is the first line.
    public let line: Int
    /// 1 is the first code point of the line.
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Declared prefixes, innermost last; shared by all elements between two declarations.
struct XMLPrefixes: Sendable {
    private var declared: [(prefix: String, namespace: String)] = [
        ("xml", "http://www.w3.org/XML/1998/namespace")
    ]

    subscript(prefix: String) -> String? {
        guard let namespace = declared.last(where: { $0.prefix == prefix })?.namespace else {
            return prefix.isEmpty ? "" : nil
        }
        return namespace.isEmpty && !prefix.isEmpty ? nil : namespace
    }

    mutating func declare(_ prefix: String, _ namespace: String) {
        declared.removeAll { $0.prefix == prefix }
        declared.append((prefix, namespace))
    }
}
