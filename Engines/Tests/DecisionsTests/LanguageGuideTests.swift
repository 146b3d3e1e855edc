import Decisions
import FEEL
import Kernel
import Testing

/// Every example of the language guide for officers gives what the guide says.
@Suite struct LanguageGuideTests {
    static let clock = DateTime(
        CivilDate(year: 2026, month: 11, day: 22) ?? CivilDate(daysSinceEpoch: 0),
        TimeOfDay(hour: 9, minute: 0, second: 0, offset: 8 * 3600) ?? .midnight)

    @Test("表达式的例子", arguments: LanguageGuide.feel.blocks.filter { $0.kind == "feel" })
    func expressions(block: LanguageGuide.Block) throws {
        var names = NameScope()
        var values: [String: Value] = [:]
        for (name, source) in block.known {
            let value = try value(source)
            names.declare(name, value.isNull ? .any : value.type)
            values[name] = value
        }
        #expect(!block.examples.isEmpty)
        for example in block.examples {
            let got = outcome(example.source, names, values)
            let isSame: Bool
            if example.result.hasPrefix("第 ") {
                isSame = got.text == example.result
            } else {
                let wanted = try value(example.result)
                isSame = got.value == wanted && got.value?.isNull == wanted.isNull
            }
            #expect(isSame, "\(example.line): \(example.source) ⇒ \(got.text), the guide says \(example.result)")
        }
    }

    private func outcome(_ source: String, _ names: NameScope, _ values: [String: Value]) -> (
        value: Value?, text: String
    ) {
        do throws(FEELError) {
            let value = try Expression.parse(source, names: names)
                .evaluate(in: Scope(names, values, clock: Self.clock))
            return (value, value.literal)
        } catch {
            let text = error.message.text(in: .chinese) + error.advice.text(in: .chinese)
            return (nil, "第 \(error.position.column) 列：\(text)")
        }
    }

    private func value(_ source: String) throws -> Value {
        try Expression.parse(source).evaluate(in: Scope(NameScope()))
    }

    @Test("格的例子", arguments: LanguageGuide.feel.blocks.filter { $0.kind == "格" })
    func cells(block: LanguageGuide.Block) throws {
        #expect(!block.examples.isEmpty)
        for example in block.examples {
            let parts = example.source.split(separator: " 对 ", maxSplits: 1).map(String.init)
            try #require(parts.count == 2)
            let matches = try UnaryTests.parse(parts[1]).matches(try value(parts[0]), in: Scope(NameScope()))
            let text = matches.map { $0 ? "符合" : "不符合" } ?? "不能确定"
            #expect(text == example.result, "\(example.line): \(example.source)")
        }
    }

    @Test("表的例子", arguments: LanguageGuide.feel.blocks.filter { $0.kind == "决定" })
    func tables(block: LanguageGuide.Block) throws {
        let parts = block.lines.split { $0.text == "---" }.map { $0.map(\.text) }
        try #require(parts.count == 3 && !block.examples.isEmpty)
        let inputs = parts[0][0].dropFirst("判定信息 ".count).split(separator: ", ").map { field in
            let sides = field.split(separator: ": ").map(String.init)
            return DecisionInput(sides[0], Self.types[sides[1]] ?? .any)
        }
        let model = try DecisionModel(
            DecisionSource(
                inputs: inputs, definitions: parts[0].dropFirst().joined(separator: "\n"),
                table: parts[1].joined(separator: "\n")))
        for example in block.examples {
            let facts = try #require(try value(example.source).context).entries
            let verdict = model.evaluate(facts: Dictionary(facts.map { ($0.key, $0.value) }) { $1 })
            #expect(text(verdict) == example.result, "\(example.line)")
        }
    }

    static let types: [String: FEELType] = ["date": .date, "boolean": .boolean, "string": .string, "number": .number]

    private func text(_ verdict: Verdict) -> String {
        switch verdict {
        case .granted(let rule, let outputs):
            (["准予", rule] + outputs.map { "\($0.name) \($0.value)" }).joined(separator: "，")
        case .referred: (["转人工"] + verdict.unmet).joined(separator: "，")
        }
    }

    @Test("每个内置函数都有例子")
    func everyFunctionHasAnExample() {
        let examples = LanguageGuide.feel.blocks.flatMap(\.examples).map(\.source)
        for builtin in BuiltinUsage.all {
            #expect(examples.contains { $0.contains("\(builtin.name)(") }, "\(builtin.name)")
        }
        #expect(examples.count > 200)
    }
}
