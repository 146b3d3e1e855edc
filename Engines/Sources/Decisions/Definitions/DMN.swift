/// 决策模型（图上所画） — a DMN model as a modeler draws and saves it (DMN 1.5 chapter 6), before it is compiled to a
/// `DecisionGraph`. Diagrams, annotations and vendors' extensions are not part of it.
public enum DMN {
    /// A text of the model with its place in the file, so that a mistake can be shown where it stands.
    public struct Text: Hashable, Sendable, ExpressibleByStringLiteral {
        /// As it is written.
        public var source: String
        /// Where it begins in the document.
        public var position: XMLPosition

        public init(_ source: String, at position: XMLPosition = XMLPosition(line: 1, column: 1)) {
            self.source = source
            self.position = position
        }

        public init(stringLiteral value: String) { self.init(value) }

        /// White space around it does not count.
        public var isBlank: Bool { source.unicodeScalars.allSatisfy { $0.properties.isWhitespace } }
    }

    /// A model: `definitions` (§6.3.2).
    public struct Definitions: Sendable {
        /// As people know the model.
        public var name: String
        /// The address by which other models import it.
        public var namespace: String
        /// As the modeler named it.
        public var id: String?
        public var description: String?
        /// The language of expressions that name none; `nil` is FEEL.
        public var expressionLanguage: String?
        /// Other models whose elements it uses.
        public var imports: [Import] = []
        /// The types that it defines.
        public var itemDefinitions: [ItemDefinition] = []
        /// What it must be given.
        public var inputs: [InputData] = []
        /// What it decides.
        public var decisions: [Decision] = []
        /// The functions that its decisions share.
        public var knowledge: [BusinessKnowledge] = []
        /// What it offers to callers as functions.
        public var services: [DecisionService] = []

        public init(name: String, namespace: String) {
            self.name = name
            self.namespace = namespace
        }
    }

    /// Another model whose elements this one uses (§6.3.3).
    public struct Import: Hashable, Sendable {
        /// What the elements are called by here: `name.Element`. Where empty, they are called as at home.
        public var name: String
        /// The namespace of the imported model.
        public var namespace: String
        /// What is imported; only models of DMN are.
        public var type: String
        /// Where a modeler found the file.
        public var location: String?

        public init(name: String, namespace: String, type: String = DMN.namespaces[0], location: String? = nil) {
            self.name = name
            self.namespace = namespace
            self.type = type
            self.location = location
        }
    }

    /// What stands behind a name: an input, a decision, an entry (§7.3.4).
    public struct Variable: Hashable, Sendable {
        /// As expressions name it.
        public var name: String
        /// The type that its value is coerced to; absent where any will do.
        public var type: TypeReference?

        public init(_ name: String, _ type: TypeReference? = nil) {
            self.name = name
            self.type = type
        }
    }

    /// The name of a type as it is written, with the namespace of its prefix where it has one (§7.3.3).
    public struct TypeReference: Hashable, Sendable, ExpressibleByStringLiteral {
        /// A type of FEEL or the name of an item definition, with an import's name before it where it comes from
        /// there.
        public var name: String
        /// The namespace that its prefix stands for.
        public var namespace: String?

        public init(_ name: String, namespace: String? = nil) {
            self.name = name
            self.namespace = namespace
        }

        public init(stringLiteral value: String) { self.init(value) }
    }

    /// Points to an element by the id that it has in its model (§6.3.1).
    public struct Reference: Hashable, Sendable {
        /// The model; `nil` is the one in which the reference stands.
        public var namespace: String?
        /// The id of the element.
        public var id: String

        public init(_ id: String, namespace: String? = nil) {
            self.id = id
            self.namespace = namespace
        }
    }

    /// The namespaces of DMN 1.5, 1.4, 1.3, 1.2 and 1.1, newest first.
    public static let namespaces = [
        "https://www.omg.org/spec/DMN/20230324/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/", "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    ]

    /// Whether a language is FEEL in one of the spellings of its versions; `nil` stands for the default, which is FEEL.
    static func isFEEL(_ language: String?) -> Bool {
        guard let language, !language.isEmpty else { return true }
        return language.lowercased() == "feel" || isFEELNamespace(language)
    }

    static func isFEELNamespace(_ namespace: String) -> Bool {
        namespace.contains("omg.org/spec/") && namespace.contains("FEEL")
    }
}
