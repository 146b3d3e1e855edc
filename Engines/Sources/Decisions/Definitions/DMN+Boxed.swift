/// 方框表达式 — the forms in which logic is drawn (DMN 1.5 §7.3.5 ff., §10.2.2).
extension DMN {
    /// Logic with the type that it declares of its value.
    public struct Boxed: Sendable {
        /// The type that its value is coerced to.
        public var type: TypeReference?
        /// How it is written.
        public var form: Form

        public init(_ form: Form, type: TypeReference? = nil) {
            self.form = form
            self.type = type
        }

        /// A FEEL text.
        public init(_ text: Text, type: TypeReference? = nil) { self.init(.literal(text, language: nil), type: type) }
    }

    /// The forms of an expression (DMN 1.5 §7.3.1).
    public indirect enum Form: Sendable {
        /// A text of an expression language; `nil` is that of the model.
        case literal(Text, language: String?)
        /// A decision table (§8).
        case table(Table)
        /// Named values, the last without a name being the result (§10.2.1.4).
        case context([ContextEntry])
        /// A boxed list (§10.2.1.5).
        case list([Boxed])
        /// Columns, and rows of cells.
        case relation([Variable], [[Boxed]])
        /// A call of what the first expression gives, with bound parameters (§10.2.1.3).
        case invocation(Boxed, [Binding])
        /// A boxed function (§10.2.1.7).
        case function(Function)
        /// A boxed if (§10.2.1.8).
        case conditional(Boxed, then: Boxed, otherwise: Boxed)
        /// A boxed for, some or every (§10.2.1.10).
        case iterator(Iterator)
        /// A boxed filter (§10.2.1.9).
        case filter(Boxed, match: Boxed)
        /// Something that this engine does not know, by the name that it has in the file.
        case unknown(String, at: XMLPosition)
    }

    /// An entry of a context; without a variable it is the result.
    public struct ContextEntry: Sendable {
        /// The name of the entry; absent where it is the result.
        public var variable: Variable?
        /// What it is computed from.
        public var value: Boxed

        public init(_ variable: Variable?, _ value: Boxed) {
            self.variable = variable
            self.value = value
        }
    }

    /// An argument of an invocation with the name of its parameter.
    public struct Binding: Sendable {
        /// The parameter that is bound.
        public var parameter: Variable
        /// What it is bound to; absent where the modeler left it out.
        public var value: Boxed?

        public init(_ parameter: Variable, _ value: Boxed?) {
            self.parameter = parameter
            self.value = value
        }
    }

    /// A boxed function, or the logic of a business knowledge model.
    public struct Function: Sendable {
        /// The language of its body.
        public enum Kind: String, Sendable {
            /// FEEL, which is evaluated.
            case feel = "FEEL"
            /// Java, which never runs here: the function gives null.
            case java = "Java"
            /// PMML, which is not read: the function gives null.
            case pmml = "PMML"
        }

        /// The language of its body.
        public var kind: Kind
        /// In the order of a call without names.
        public var parameters: [Variable]
        /// What it gives; absent where the modeler left it out.
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
        /// What is asked of the elements.
        public enum Kind: String, Sendable {
            /// What the body gives for each.
            case `for`
            /// Whether the body holds for one at least.
            case some
            /// Whether the body holds for all.
            case every
        }

        /// What is asked of the elements.
        public var kind: Kind
        /// The name of the element.
        public var variable: Variable
        /// What is walked through.
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
