import Kernel

extension DMN.Definitions {
    /// Reads a model in DMN 1.1 to 1.5. What is no model is an error; what a model holds besides is left aside.
    ///
    /// - Parameters:
    ///   - bytes: the document in UTF-8.
    ///   - limits: what it may use at most.
    public init(
        xml bytes: some Sequence<UInt8>, limits: XMLReader.Limits = XMLReader.Limits()
    ) throws(XMLError) {
        let root = try XMLReader.read(bytes, limits: limits)
        guard root.name.local == "definitions", DMN.isModelNamespace(root.name.namespace) else {
            throw XMLError(at: root.position, .notAModel(root.name.local))
        }
        self = DMNReader(root).definitions()
    }
}

extension DMN {
    /// Namespaces of later versions are tried as well: they have only ever added.
    fileprivate static func isModelNamespace(_ namespace: String) -> Bool {
        namespaces.contains(namespace) || namespace.contains("omg.org/spec/DMN/")
    }
}

/// Turns elements into the parts of a model.
struct DMNReader {
    let root: XMLElement

    init(_ root: XMLElement) { self.root = root }

    func definitions() -> DMN.Definitions {
        var model = DMN.Definitions(name: root["name"] ?? "", namespace: root["namespace"] ?? "")
        model.id = root["id"]
        model.description = root.child("description")?.text.trimmed
        model.expressionLanguage = root["expressionLanguage"]
        model.imports = root.children("import").map { element in
            DMN.Import(
                name: element["name"] ?? "", namespace: element["namespace"] ?? "",
                type: element["importType"] ?? "", location: element["locationURI"])
        }
        model.itemDefinitions = root.children("itemDefinition").map(itemDefinition)
        model.inputs = root.children("inputData").map(inputData)
        model.decisions = root.children("decision").map(decision)
        model.knowledge = root.children("businessKnowledgeModel").map(knowledge)
        model.services = root.children("decisionService").map(service)
        return model
    }

    private func itemDefinition(_ element: XMLElement) -> DMN.ItemDefinition {
        var item = DMN.ItemDefinition(name(of: element))
        item.isCollection = element.flag("isCollection")
        item.type = element.child("typeRef").map { reference($0.text.trimmed, in: $0) } ?? typeReference(element)
        item.typeLanguage = element["typeLanguage"]
        item.components = element.children("itemComponent").map(itemDefinition)
        item.allowedValues = text(element.child("allowedValues"))
        item.typeConstraint = text(element.child("typeConstraint"))
        item.function = element.child("functionItem").map { function in
            DMN.FunctionItem(
                parameters: function.children("parameters").map(declaration),
                output: function["outputTypeRef"].map { reference($0, in: function) })
        }
        return item
    }

    private func inputData(_ element: XMLElement) -> DMN.InputData {
        var input = DMN.InputData(id: element["id"] ?? "", name: name(of: element))
        input.variable = variable(of: element)
        return input
    }

    private func decision(_ element: XMLElement) -> DMN.Decision {
        var decision = DMN.Decision(id: element["id"] ?? "", name: name(of: element))
        decision.description = element.child("description")?.text.trimmed
        decision.question = element.child("question")?.text.trimmed
        decision.allowedAnswers = element.child("allowedAnswers")?.text.trimmed
        decision.variable = variable(of: element)
        decision.information = element.children("informationRequirement").flatMap { requirement in
            references(requirement, "requiredDecision") + references(requirement, "requiredInput")
        }
        decision.requiredInputs = Set(
            element.children("informationRequirement").flatMap { references($0, "requiredInput") })
        decision.knowledge = element.children("knowledgeRequirement").flatMap { references($0, "requiredKnowledge") }
        decision.logic = expression(in: element)
        return decision
    }

    private func knowledge(_ element: XMLElement) -> DMN.BusinessKnowledge {
        var knowledge = DMN.BusinessKnowledge(id: element["id"] ?? "", name: name(of: element))
        knowledge.variable = variable(of: element)
        knowledge.knowledge = element.children("knowledgeRequirement").flatMap { references($0, "requiredKnowledge") }
        knowledge.function = element.child("encapsulatedLogic").map(function)
        return knowledge
    }

    private func service(_ element: XMLElement) -> DMN.DecisionService {
        var service = DMN.DecisionService(id: element["id"] ?? "", name: name(of: element))
        service.variable = variable(of: element)
        service.outputs = references(element, "outputDecision")
        service.encapsulated = references(element, "encapsulatedDecision")
        service.inputDecisions = references(element, "inputDecision")
        service.inputs = references(element, "inputData")
        return service
    }

    func name(of element: XMLElement) -> String { (element["name"] ?? element["id"] ?? "").trimmed }

    /// The variable of an element, called as the element where it has no name of its own.
    private func variable(of element: XMLElement) -> DMN.Variable {
        guard let child = element.child("variable") else { return DMN.Variable(name(of: element)) }
        let name = child["name"]?.trimmed ?? ""
        return DMN.Variable(name.isEmpty ? self.name(of: element) : name, typeReference(child))
    }

    func declaration(_ element: XMLElement) -> DMN.Variable {
        DMN.Variable((element["name"] ?? "").trimmed, typeReference(element))
    }

    func typeReference(_ element: XMLElement) -> DMN.TypeReference? {
        guard let written = element["typeRef"]?.trimmed, !written.isEmpty else { return nil }
        return reference(written, in: element)
    }

    /// `feel:string` and `ns1:tLoan` name their model by a prefix, as DMN 1.1 wrote them.
    private func reference(_ written: String, in element: XMLElement) -> DMN.TypeReference {
        if written.hasPrefix("{"), let end = written.firstIndex(of: "}") {
            return DMN.TypeReference(
                String(written[written.index(after: end)...]),
                namespace: String(written[written.index(after: written.startIndex)..<end]))
        }
        guard let colon = written.firstIndex(of: ":"),
            let namespace = element.namespace(ofPrefix: String(written[..<colon]))
        else {
            let isBareFEEL = written.hasPrefix("feel:")
            return DMN.TypeReference(isBareFEEL ? String(written.dropFirst(5)) : written)
        }
        return DMN.TypeReference(String(written[written.index(after: colon)...]), namespace: namespace)
    }

    private func references(_ element: XMLElement, _ name: String) -> [DMN.Reference] {
        element.children(name).compactMap { child in
            guard let href = child["href"] else { return nil }
            guard let sharp = href.lastIndex(of: "#") else { return DMN.Reference(href) }
            let namespace = String(href[..<sharp])
            return DMN.Reference(
                String(href[href.index(after: sharp)...]), namespace: namespace.isEmpty ? nil : namespace)
        }
    }

    /// The content of the child `text`.
    func text(_ element: XMLElement?) -> DMN.Text? {
        guard let text = element?.child("text") else { return nil }
        return DMN.Text(text.text, at: text.textPosition)
    }
}

extension XMLElement {
    fileprivate func flag(_ attribute: String) -> Bool { self[attribute] == "true" || self[attribute] == "1" }
}
