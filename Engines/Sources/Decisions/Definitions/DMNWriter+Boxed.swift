/// Boxed expressions and tables.
extension DMNWriter {
    static func write(_ boxed: DMN.Boxed, _ xml: inout XMLWriter) {
        let type = boxed.type.map(text)
        switch boxed.form {
        case .literal(let source, let language):
            xml.element("literalExpression", ["typeRef": type, "expressionLanguage": language]) {
                $0.leaf("text", source.source)
            }
        case .table(let table): write(table, type, &xml)
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

    private static func write(_ table: DMN.Table, _ type: String?, _ xml: inout XMLWriter) {
        let attributes: XMLWriter.Attributes = [
            "hitPolicy": table.hitPolicy.rawValue, "aggregation": table.aggregation?.rawValue, "typeRef": type,
        ]
        xml.element("decisionTable", attributes) { xml in
            for input in table.inputs { write(input, &xml) }
            for output in table.outputs { write(output, &xml) }
            for annotation in table.annotations { xml.empty("annotation", ["name": annotation]) }
            for rule in table.rules { write(rule, &xml) }
        }
    }

    private static func write(_ input: DMN.Input, _ xml: inout XMLWriter) {
        xml.element("input", ["label": input.label]) { xml in
            xml.element("inputExpression", ["typeRef": input.type.map(text)]) {
                $0.leaf("text", input.expression.source)
            }
            if let allowed = input.allowedValues { tests("inputValues", allowed, &xml) }
        }
    }

    private static func write(_ output: DMN.Output, _ xml: inout XMLWriter) {
        let attributes: XMLWriter.Attributes = [
            "name": output.name, "label": output.label, "typeRef": output.type.map(text),
        ]
        xml.element("output", attributes) { xml in
            if let allowed = output.allowedValues { tests("outputValues", allowed, &xml) }
            if let value = output.defaultValue { tests("defaultOutputEntry", value, &xml) }
        }
    }

    private static func write(_ rule: DMN.Rule, _ xml: inout XMLWriter) {
        xml.element("rule", ["id": rule.id]) { xml in
            if let description = rule.description { xml.leaf("description", description) }
            for cell in rule.inputs { tests("inputEntry", cell, &xml) }
            for cell in rule.outputs { tests("outputEntry", cell, &xml) }
            for annotation in rule.annotations { xml.element("annotationEntry") { $0.leaf("text", annotation) } }
        }
    }
}
