/// 方框表达式 — the forms in which logic is drawn (DMN 1.5 §7.3.5 ff., §10.2.2).
extension DMN {
    /// Logic with the type that it declares of its value.
    public struct Boxed: Sendable {
        public var type: TypeReference?
        public var form: Form

        public init(_ form: Form, type: TypeReference? = nil) {
            self.form = form
            self.type = type
        }

        /// A FEEL text.
        public init(_ text: Text, type: TypeReference? = nil) { self.init(.literal(text, language: nil), type: type) }
    }

    public indirect enum Form: Sendable {
        /// A text of an expression language; `nil` is that of the model.
        case literal(Text, language: String?)
        case table(Table)
        case context([ContextEntry])
        case list([Boxed])
        /// Columns, and rows of cells.
        case relation([Variable], [[Boxed]])
        case invocation(Boxed, [Binding])
        case function(Function)
        case conditional(Boxed, then: Boxed, otherwise: Boxed)
        case iterator(Iterator)
        case filter(Boxed, match: Boxed)
        /// Something that this engine does not know, by the name that it has in the file.
        case unknown(String, at: XMLPosition)
    }

    /// An entry of a context; without a variable it is the result.
    public struct ContextEntry: Sendable {
        public var variable: Variable?
        public var value: Boxed

        public init(_ variable: Variable?, _ value: Boxed) {
            self.variable = variable
            self.value = value
        }
    }

    /// An argument of an invocation with the name of its parameter.
    public struct Binding: Sendable {
        public var parameter: Variable
        public var value: Boxed?

        public init(_ parameter: Variable, _ value: Boxed?) {
            self.parameter = parameter
            self.value = value
        }
    }

    public struct Function: Sendable {
        public enum Kind: String, Sendable {
            case feel = "FEEL"
            case java = "Java"
            case pmml = "PMML"
        }

        public var kind: Kind
        public var parameters: [Variable]
        public var body: Boxed?
        /// The type that it declares of its result.
        public var type: TypeReference?

        public init(_ parameters: [Variable], _ body: Boxed?, kind: Kind = .feel, type: TypeReference? = nil) {
            self.parameters = parameters
            self.body = body
            self.kind = kind
            self.type = type
        }
    }

    /// `for`, `some` and `every` as boxes.
    public struct Iterator: Sendable {
        public enum Kind: String, Sendable { case `for`, some, every }

        public var kind: Kind
        public var variable: Variable
        public var list: Boxed
        /// What follows `return` or `satisfies`.
        public var body: Boxed

        public init(_ kind: Kind, _ variable: Variable, in list: Boxed, body: Boxed) {
            self.kind = kind
            self.variable = variable
            self.list = list
            self.body = body
        }
    }
}
