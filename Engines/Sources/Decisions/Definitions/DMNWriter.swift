extension DMN.Definitions {
    /// The model as a DMN 1.5 document with a simple diagram, so that a modeler can open and draw it. Reading it gives
    /// the same model.
    public var xml: String {
        var writer = DMNWriter(model: self)
        return writer.document()
    }
}

/// Writes a model.
struct DMNWriter {
    let model: DMN.Definitions
    var xml = XMLWriter()

    init(model: DMN.Definitions) { self.model = model }

    mutating func document() -> String {
        let model = model
        xml.element(
            "definitions",
            [
                "xmlns": DMN.namespaces[0], "xmlns:dmndi": "https://www.omg.org/spec/DMN/20230324/DMNDI/",
                "xmlns:dc": "http://www.omg.org/spec/DMN/20180521/DC/",
                "xmlns:di": "http://www.omg.org/spec/DMN/20180521/DI/", "id": model.id ?? "definitions",
                "name": model.name, "namespace": model.namespace, "expressionLanguage": model.expressionLanguage,
            ]
        ) { xml in
            if let description = model.description { xml.leaf("description", description) }
            for imported in model.imports {
                xml.empty(
                    "import",
                    [
                        "name": imported.name, "namespace": imported.namespace, "importType": imported.type,
                        "locationURI": imported.location,
                    ])
            }
            for item in model.itemDefinitions { DMNWriter.write(item, as: "itemDefinition", &xml) }
            for input in model.inputs {
                xml.element("inputData", ["id": input.id, "name": input.name]) {
                    DMNWriter.write(input.variable, as: "variable", &$0)
                }
            }
            for decision in model.decisions { DMNWriter.write(decision, &xml) }
            for knowledge in model.knowledge { DMNWriter.write(knowledge, &xml) }
            for service in model.services { DMNWriter.write(service, &xml) }
            DiagramLayout(model).write(&xml)
        }
        return xml.text
    }

    private static func write(_ item: DMN.ItemDefinition, as name: String, _ xml: inout XMLWriter) {
        let collection: String? = item.isCollection ? "true" : nil
        xml.element(name, ["name": item.name, "isCollection": collection, "typeLanguage": item.typeLanguage]) { xml in
            if let type = item.type { xml.leaf("typeRef", text(type)) }
            if let allowed = item.allowedValues { tests("allowedValues", allowed, &xml) }
            if let constraint = item.typeConstraint { tests("typeConstraint", constraint, &xml) }
            for component in item.components { write(component, as: "itemComponent", &xml) }
            if let function = item.function {
                xml.element("functionItem", ["outputTypeRef": function.output.map(text)]) { xml in
                    for parameter in function.parameters { write(parameter, as: "parameters", &xml) }
                }
            }
        }
    }

    private static func write(_ decision: DMN.Decision, _ xml: inout XMLWriter) {
        xml.element("decision", ["id": decision.id, "name": decision.name]) { xml in
            if let description = decision.description { xml.leaf("description", description) }
            if let question = decision.question { xml.leaf("question", question) }
            if let answers = decision.allowedAnswers { xml.leaf("allowedAnswers", answers) }
            write(decision.variable, as: "variable", &xml)
            for (number, reference) in decision.information.enumerated() {
                let kind = decision.requiredInputs.contains(reference) ? "requiredInput" : "requiredDecision"
                requirement("informationRequirement", kind, reference, id: "\(decision.id)_needs_\(number + 1)", &xml)
            }
            for (number, reference) in decision.knowledge.enumerated() {
                let id = "\(decision.id)_needs_\(decision.information.count + number + 1)"
                requirement("knowledgeRequirement", "requiredKnowledge", reference, id: id, &xml)
            }
            if let logic = decision.logic { write(logic, id: decision.id, &xml) }
        }
    }

    private static func write(_ knowledge: DMN.BusinessKnowledge, _ xml: inout XMLWriter) {
        xml.element("businessKnowledgeModel", ["id": knowledge.id, "name": knowledge.name]) { xml in
            write(knowledge.variable, as: "variable", &xml)
            if let function = knowledge.function { write(function, as: "encapsulatedLogic", &xml) }
            for reference in knowledge.knowledge {
                requirement("knowledgeRequirement", "requiredKnowledge", reference, &xml)
            }
        }
    }

    private static func write(_ service: DMN.DecisionService, _ xml: inout XMLWriter) {
        xml.element("decisionService", ["id": service.id, "name": service.name]) { xml in
            write(service.variable, as: "variable", &xml)
            let parts = [
                ("outputDecision", service.outputs), ("encapsulatedDecision", service.encapsulated),
                ("inputDecision", service.inputDecisions), ("inputData", service.inputs),
            ]
            for (name, references) in parts {
                for reference in references { xml.empty(name, ["href": href(reference)]) }
            }
        }
    }

    private static func requirement(
        _ name: String, _ kind: String, _ reference: DMN.Reference, id: String? = nil, _ xml: inout XMLWriter
    ) {
        xml.element(name, ["id": id]) { $0.empty(kind, ["href": href(reference)]) }
    }

    static func write(_ variable: DMN.Variable, as name: String, _ xml: inout XMLWriter) {
        xml.empty(name, ["name": variable.name, "typeRef": variable.type.map(text)])
    }

    static func tests(_ name: String, _ text: DMN.Text, id: String? = nil, _ xml: inout XMLWriter) {
        xml.element(name, ["id": id]) { $0.leaf("text", text.source) }
    }

    static func text(_ type: DMN.TypeReference) -> String {
        type.namespace.map { "{\($0)}\(type.name)" } ?? type.name
    }

    private static func href(_ reference: DMN.Reference) -> String { "\(reference.namespace ?? "")#\(reference.id)" }
}
