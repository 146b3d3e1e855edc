import Exchange
import FEEL
import Kernel

/// 核验条件 — decides a question of yes or no where the department cannot: beside its daily file, so that the value goes no
/// further than the connector.
struct PredicateCondition: Sendable {
    private let predicate: ResourcePredicate
    private let fields: [ResourceField]
    private let names: NameScope
    private let expression: Expression

    /// - Throws: `DescriptionError` where the condition is no expression, or a field is missing.
    init(_ predicate: ResourcePredicate, of resource: Resource) throws {
        func fault(_ problem: String) -> DescriptionError {
            DescriptionError(path: "\(resource.name).核验.\(predicate.name).条件", problem: problem)
        }
        self.predicate = predicate
        fields = try predicate.fields.map { name in
            guard let field = resource.field(name) else { throw fault("没有“\(name)”这一项 (no such field)") }
            return field
        }
        var names = NameScope()
        for field in fields { names.declare(field.name, FEELType(field.kind)) }
        for parameter in predicate.parameters { names.declare(parameter.name, FEELType(parameter.kind)) }
        names.declare(ResourcePredicate.today, .date)
        names.declare(ResourcePredicate.subject, .string)
        self.names = names
        do throws(FEELError) { expression = try Expression.parse(predicate.condition, names: names) } catch {
            throw fault(error.message.chinese)
        }
    }

    /// Columns that are looked at.
    var columns: Set<String> { Set(fields.map(\.column)) }

    /// `是` or `否`; `nil` where a value that it looks at is missing or cannot be what it says.
    func answer(_ question: PredicateQuestion, about key: [String: String], in record: SourceRecord) -> String? {
        var values: [String: Value] = [ResourcePredicate.today: .date(question.day)]
        values[ResourcePredicate.subject] = key[ResourcePredicate.subject].map(Value.string)
        for field in fields {
            guard let value = record.text(field.column).flatMap(ValueReader(field: field).value) else { return nil }
            values[field.name] = Value(value)
        }
        for (parameter, text) in zip(predicate.parameters, question.call.arguments) {
            values[parameter.name] = parameter.value(text).map { Value($0) }
        }
        guard case .boolean(let holds) = expression.evaluate(in: Scope(names, values)) else { return nil }
        return holds ? "是" : "否"
    }
}

extension FEELType {
    fileprivate init(_ kind: ResourceField.Kind) {
        self =
            switch kind {
            case .date: .date
            case .flag: .boolean
            case .number, .money: .number
            case .text, .choice, .division, .residentID, .phone, .bankAccount: .string
            }
    }
}
