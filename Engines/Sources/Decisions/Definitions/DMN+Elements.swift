/// The elements of a decision requirements graph and the types (DMN 1.5 §6.3, §7.3).
extension DMN {
    /// 输入数据 — what a decision is told from outside.
    public struct InputData: Sendable {
        public var id: String
        public var name: String
        public var variable: Variable

        public init(id: String, name: String, type: TypeReference? = nil) {
            self.id = id
            self.name = name
            variable = Variable(name, type)
        }
    }

    /// 决定 — a value and the logic that gives it.
    public struct Decision: Sendable {
        public var id: String
        public var name: String
        public var description: String?
        /// What it answers, in people's words.
        public var question: String?
        public var allowedAnswers: String?
        public var variable: Variable
        /// Decisions and inputs whose values the logic may use.
        public var information: [Reference] = []
        /// Those of them that are inputs.
        public var requiredInputs: Set<Reference> = []
        /// Business knowledge and services that the logic may call.
        public var knowledge: [Reference] = []
        /// Absent where the value comes from outside.
        public var logic: Boxed?

        public init(id: String, name: String, type: TypeReference? = nil, logic: Boxed? = nil) {
            self.id = id
            self.name = name
            variable = Variable(name, type)
            self.logic = logic
        }
    }

    /// 业务知识 — logic with parameters that decisions call.
    public struct BusinessKnowledge: Sendable {
        public var id: String
        public var name: String
        public var variable: Variable
        public var knowledge: [Reference] = []
        public var function: Function?

        public init(id: String, name: String, function: Function? = nil) {
            self.id = id
            self.name = name
            variable = Variable(name)
            self.function = function
        }
    }

    /// 决策服务 — decisions that are called together, with what they are told from outside.
    public struct DecisionService: Sendable {
        public var id: String
        public var name: String
        public var variable: Variable
        public var outputs: [Reference] = []
        public var encapsulated: [Reference] = []
        public var inputDecisions: [Reference] = []
        public var inputs: [Reference] = []

        public init(id: String, name: String) {
            self.id = id
            self.name = name
            variable = Variable(name)
        }
    }

    /// 数据类型 — a named type, or a component of one.
    public struct ItemDefinition: Sendable {
        public var name: String
        public var isCollection = false
        /// The type that it is, where it has neither components nor a function.
        public var type: TypeReference?
        public var typeLanguage: String?
        public var components: [ItemDefinition] = []
        /// Tests that each value must pass, in a collection each element.
        public var allowedValues: Text?
        /// Tests that the value as a whole must pass.
        public var typeConstraint: Text?
        public var function: FunctionItem?

        public init(_ name: String, _ type: TypeReference? = nil) {
            self.name = name
            self.type = type
        }
    }

    /// The type of a function (§7.3.3.2).
    public struct FunctionItem: Sendable {
        public var parameters: [Variable] = []
        public var output: TypeReference?

        public init(parameters: [Variable] = [], output: TypeReference? = nil) {
            self.parameters = parameters
            self.output = output
        }
    }
}
