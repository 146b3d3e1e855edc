/// Boxed expressions and tables.
extension DMNWriter {
    /// `id` is what the parts of a table are numbered after.
    static func write(_ boxed: DMN.Boxed, id: String? = nil, _ xml: inout XMLWriter) {
        let type = boxed.type.map(text)
        switch boxed.form {
        case .literal(let source, let language):
            xml.element("literalExpression", ["typeRef": type, "expressionLanguage": language]) {
                $0.leaf("text", source.source)
            }
        case .table(let table): write(table, type, id, &xml)
        case .context(let entries):
            xml.element("context", ["typeRef": type]) { xml in
                for entry in entries {
                    xml.element("contextEntry") { xml in
                        if let variable = entry.variable { write(variable, as: "variable", &xml) }
                        write(entry.value, &xml)
                    }
                }
            }
        case .list(let elements):
            xml.element("list", ["typeRef": type]) { xml in for element in elements { write(element, &xml) } }
        case .relation(let columns, let rows):
            xml.element("relation", ["typeRef": type]) { xml in
                for column in columns { write(column, as: "column", &xml) }
                for row in rows { xml.element("row") { xml in for cell in row { write(cell, &xml) } } }
            }
        case .invocation(let callee, let bindings): write(callee, bindings, type, &xml)
        case .function(let function): write(function, as: "functionDefinition", &xml)
        case .conditional(let condition, let first, let second):
            parts("conditional", type, [("if", condition), ("then", first), ("else", second)], &xml)
        case .iterator(let iterator): write(iterator, type, &xml)
        case .filter(let list, let match): parts("filter", type, [("in", list), ("match", match)], &xml)
        case .unknown: return
        }
    }

    private static func parts(
        _ name: String, _ type: String?, _ parts: [(name: String, value: DMN.Boxed)], _ xml: inout XMLWriter
    ) {
        xml.element(name, ["typeRef": type]) { xml in
            for part in parts { xml.element(part.name) { write(part.value, &$0) } }
        }
    }

    private static func write(_ iterator: DMN.Iterator, _ type: String?, _ xml: inout XMLWriter) {
        let attributes: XMLWriter.Attributes = ["iteratorVariable": iterator.variable.name, "typeRef": type]
        xml.element(iterator.kind.rawValue, attributes) { xml in
            xml.element("in", ["typeRef": iterator.variable.type.map(text)]) { write(iterator.list, &$0) }
            xml.element(iterator.kind == .for ? "return" : "satisfies") { write(iterator.body, &$0) }
        }
    }

    private static func write(
        _ callee: DMN.Boxed, _ bindings: [DMN.Binding], _ type: String?, _ xml: inout XMLWriter
    ) {
        xml.element("invocation", ["typeRef": type]) { xml in
            write(callee, &xml)
            for binding in bindings {
                xml.element("binding") { xml in
                    write(binding.parameter, as: "parameter", &xml)
                    if let value = binding.value { write(value, &xml) }
                }
            }
        }
    }

    static func write(_ function: DMN.Function, as name: String, _ xml: inout XMLWriter) {
        let kind: String? = function.kind == .feel ? nil : function.kind.rawValue
        xml.element(name, ["kind": kind, "typeRef": function.type.map(text)]) { xml in
            for parameter in function.parameters { write(parameter, as: "formalParameter", &xml) }
            if let body = function.body { write(body, &xml) }
        }
    }

    /// Modelers tell columns, rules and cells apart by ids: they are given where the table has a name to make them of.
    private static func write(_ table: DMN.Table, _ type: String?, _ id: String?, _ xml: inout XMLWriter) {
        func part(_ name: String) -> String? { id.map { "\($0)_\(name)" } }
        let attributes: XMLWriter.Attributes = [
            "id": part("table"), "hitPolicy": table.hitPolicy.rawValue, "aggregation": table.aggregation?.rawValue,
            "typeRef": type,
        ]
        xml.element("decisionTable", attributes) { xml in
            for (number, input) in table.inputs.enumerated() { write(input, part("input_\(number + 1)"), &xml) }
            for (number, output) in table.outputs.enumerated() { write(output, part("output_\(number + 1)"), &xml) }
            for annotation in table.annotations { xml.empty("annotation", ["name": annotation]) }
            for (number, rule) in table.rules.enumerated() { write(rule, part("rule_\(number + 1)"), &xml) }
        }
    }

    private static func write(_ input: DMN.Input, _ id: String?, _ xml: inout XMLWriter) {
        xml.element("input", ["id": id, "label": input.label]) { xml in
            xml.element("inputExpression", ["id": id.map { $0 + "_expression" }, "typeRef": input.type.map(text)]) {
                $0.leaf("text", input.expression.source)
            }
            if let allowed = input.allowedValues { tests("inputValues", allowed, &xml) }
        }
    }

    private static func write(_ output: DMN.Output, _ id: String?, _ xml: inout XMLWriter) {
        let attributes: XMLWriter.Attributes = [
            "id": id, "name": output.name, "label": output.label, "typeRef": output.type.map(text),
        ]
        xml.element("output", attributes) { xml in
            if let allowed = output.allowedValues { tests("outputValues", allowed, &xml) }
            if let value = output.defaultValue { tests("defaultOutputEntry", value, &xml) }
        }
    }

    private static func write(_ rule: DMN.Rule, _ id: String?, _ xml: inout XMLWriter) {
        let id = rule.id ?? id
        xml.element("rule", ["id": id]) { xml in
            if let description = rule.description { xml.leaf("description", description) }
            for (number, cell) in rule.inputs.enumerated() {
                tests("inputEntry", cell, id: id.map { "\($0)_cell_\(number + 1)" }, &xml)
            }
            for (number, cell) in rule.outputs.enumerated() {
                tests("outputEntry", cell, id: id.map { "\($0)_answer_\(number + 1)" }, &xml)
            }
            for annotation in rule.annotations { xml.element("annotationEntry") { $0.leaf("text", annotation) } }
        }
    }
}
