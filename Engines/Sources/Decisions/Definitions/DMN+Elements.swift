/// The elements of a decision requirements graph and the types (DMN 1.5 §6.3, §7.3).
extension DMN {
    /// 输入数据 — what a decision is told from outside.
    public struct InputData: Sendable {
        /// What requirements refer to.
        public var id: String
        /// As people know it.
        public var name: String
        /// The name and type that expressions see.
        public var variable: Variable

        /// Input data whose variable has its name.
        public init(id: String, name: String, type: TypeReference? = nil) {
            self.id = id
            self.name = name
            variable = Variable(name, type)
        }
    }

    /// 决定 — a value and the logic that gives it.
    public struct Decision: Sendable {
        /// What requirements refer to.
        public var id: String
        /// As people know it.
        public var name: String
        public var description: String?
        /// What it answers, in people's words.
        public var question: String?
        /// The possible answers in words, for people.
        public var allowedAnswers: String?
        /// The name and type of its value.
        public var variable: Variable
        /// Decisions and inputs whose values the logic may use.
        public var information: [Reference] = []
        /// Those of them that are inputs.
        public var requiredInputs: Set<Reference> = []
        /// Business knowledge and services that the logic may call.
        public var knowledge: [Reference] = []
        /// Absent where the value comes from outside.
        public var logic: Boxed?

        /// A decision whose variable has its name.
        public init(id: String, name: String, type: TypeReference? = nil, logic: Boxed? = nil) {
            self.id = id
            self.name = name
            variable = Variable(name, type)
            self.logic = logic
        }
    }

    /// 业务知识 — logic with parameters that decisions call.
    public struct BusinessKnowledge: Sendable {
        /// What requirements refer to.
        public var id: String
        /// As people know it.
        public var name: String
        /// The name and type of the function.
        public var variable: Variable
        /// The business knowledge that it may call.
        public var knowledge: [Reference] = []
        /// Its logic.
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
        /// What requirements refer to.
        public var id: String
        /// As people know it.
        public var name: String
        /// The name and type of the service as a function.
        public var variable: Variable
        /// The decisions whose values it gives.
        public var outputs: [Reference] = []
        /// The decisions that it computes on the way.
        public var encapsulated: [Reference] = []
        /// The decisions whose values the caller gives.
        public var inputDecisions: [Reference] = []
        /// The input data whose values the caller gives.
        public var inputs: [Reference] = []

        public init(id: String, name: String) {
            self.id = id
            self.name = name
            variable = Variable(name)
        }
    }

    /// 数据类型 — a named type, or a component of one.
    public struct ItemDefinition: Sendable {
        /// As type references name it.
        public var name: String
        /// Whether a value is a list of such items.
        public var isCollection = false
        /// The type that it is, where it has neither components nor a function.
        public var type: TypeReference?
        /// The language of its type reference where that is not FEEL.
        public var typeLanguage: String?
        /// The entries of a context.
        public var components: [ItemDefinition] = []
        /// Tests that each value must pass, in a collection each element.
        public var allowedValues: Text?
        /// Tests that the value as a whole must pass.
        public var typeConstraint: Text?
        /// The signature, where its values are functions.
        public var function: FunctionItem?

        public init(_ name: String, _ type: TypeReference? = nil) {
            self.name = name
            self.type = type
        }
    }

    /// The type of a function (§7.3.3.2).
    public struct FunctionItem: Sendable {
        /// Names and types in order.
        public var parameters: [Variable] = []
        /// The type of what a call gives.
        public var output: TypeReference?

        public init(parameters: [Variable] = [], output: TypeReference? = nil) {
            self.parameters = parameters
            self.output = output
        }
    }
}
