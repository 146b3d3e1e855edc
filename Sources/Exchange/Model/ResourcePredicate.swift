package import Kernel

/// 核验项 — a question about a person that the source answers by yes or no, so that the value itself stays where it is: 是否年满
/// {周岁} 周岁. Described beside the fields of a resource, granted like them and apart from them.
package struct ResourcePredicate: Sendable {
    /// As definitions call it: `年满`.
    package let name: String
    /// 问 — the question in words, with its parameters in braces.
    package let question: String
    /// What is put into it, in order.
    package let parameters: [Parameter]
    /// 看 — the fields that its answer is computed from.
    package let fields: [String]
    /// 条件 — what a yes means, in FEEL over the fields, the parameters, 今天 and 证件号码.
    package let condition: String
    /// How the answer is read, as a field of kind 是否.
    package let answer: ResourceField
    /// How it is asked, for the connector.
    package let description: Description

    /// 参数 — one value that the asking item fixes.
    package struct Parameter: Sendable, Equatable {
        package let name: String
        package let kind: ResourceField.Kind

        /// The value in the parameter's kind; `nil` where the text is none.
        package func value(_ text: String) -> FactValue? {
            switch kind {
            case .number, .money: Decimal128(text).map(FactValue.number)
            case .date: CivilDate(text).map(FactValue.date)
            case .flag: ["是": FactValue.flag(true), "否": .flag(false)][text]
            default: .text(text)
            }
        }
    }

    /// Names that every condition and query may use besides: the day of the question (`2026-11-22`) and whom it is about.
    package static let today = "今天"
    package static let subject = Resource.subjectKey

    /// The question of one call in words: `是否年满80周岁`.
    package func question(of call: PredicateCall) -> String {
        zip(parameters, call.arguments).reduce(question) { text, pair in
            text.split(separator: "{\(pair.0.name)}", omittingEmptySubsequences: false).joined(separator: pair.1)
        }
    }

    /// The question with some value for each parameter, by which a connector checks itself.
    package var sample: PredicateQuestion? {
        let values = parameters.map { $0.kind == .date ? "2000-01-01" : $0.kind == .flag ? "是" : "1" }
        return PredicateCall("\(name)(\(values.joined(separator: ",")))").map {
            PredicateQuestion(predicate: self, call: $0, day: CivilDate(daysSinceEpoch: 0))
        }
    }

    /// Whether a call gives every parameter a value of its kind.
    func fits(_ call: PredicateCall) -> Bool {
        call.name == name && call.arguments.count == parameters.count
            && zip(parameters, call.arguments).allSatisfy { $0.value($1) != nil }
    }
}

extension ResourcePredicate {
    /// One entry of `核验` in a resource's description.
    init(_ name: String, _ tree: Description) throws {
        func fault(_ path: String, _ problem: String) -> DescriptionError {
            DescriptionError(path: "核验.\(name).\(path)", problem: problem)
        }
        self.name = name
        question = try tree.required("问")
        fields = tree["看"]?.texts ?? []
        condition = try tree.required("条件")
        parameters = try (tree["参数"]?.entries ?? []).map { entry in
            guard let kind = entry.value.text.flatMap(ResourceField.Kind.init) else {
                throw fault("参数.\(entry.key)", "写一种类型，如 数 (name a type)")
            }
            return Parameter(name: entry.key, kind: kind)
        }
        guard !fields.isEmpty else { throw fault("看", "写出看哪些信息 (name the fields that it looks at)") }
        answer = ResourceField(
            name: name, column: tree["结果"]?["列"]?.text ?? Self.computedColumn, kind: .flag, format: nil,
            codes: tree["结果"]?["代码"]?.textMap ?? [:], values: [])
        description = tree
    }

    /// The column of an answer that the connector itself computes, beside the value, in the department's file.
    private static let computedColumn = "核验结果"
}

extension Resource {
    /// The predicate that a call asks; `nil` where there is none of that name and those parameters.
    package func predicate(_ call: PredicateCall) -> ResourcePredicate? { predicates.first { $0.fits(call) } }

    /// What an address of this resource is read as: one of its fields, or the answer of a predicate.
    package func reading(_ name: String) -> ResourceField? {
        field(name) ?? PredicateCall(name).flatMap { predicate($0)?.answer }
    }
}

/// 一次核验 — a predicate with its arguments and the day for which it is asked.
package struct PredicateQuestion: Sendable {
    package let predicate: ResourcePredicate
    package let call: PredicateCall
    package let day: CivilDate

    package init(predicate: ResourcePredicate, call: PredicateCall, day: CivilDate) {
        self.predicate = predicate
        self.call = call
        self.day = day
    }

    /// Every name that a query may use with its text: the parameters and 今天.
    package var values: [String: String] {
        zip(predicate.parameters, call.arguments).reduce(into: [ResourcePredicate.today: day.description]) {
            $0[$1.0.name] = $1.1
        }
    }
}
