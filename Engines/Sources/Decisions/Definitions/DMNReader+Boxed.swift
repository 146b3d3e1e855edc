/// Boxed expressions and tables.
extension DMNReader {
    /// The expression that stands directly in an element.
    func expression(in element: XMLElement?) -> DMN.Boxed? { element.flatMap { firstExpression(among: $0.children) } }

    /// A loop and not a lazy `first`, which would read each expression twice, those inside it four times, and so on.
    private func firstExpression(among elements: [XMLElement]) -> DMN.Boxed? {
        for element in elements where element.name.namespace == root.name.namespace {
            if let expression = expression(element) { return expression }
        }
        return nil
    }

    /// `nil` where the element is no expression.
    private func expression(_ element: XMLElement) -> DMN.Boxed? {
        guard let form = form(of: element) else { return nil }
        return DMN.Boxed(form, type: typeReference(element))
    }

    private func form(of element: XMLElement) -> DMN.Form? {
        switch element.name.local {
        case "literalExpression": literal(element)
        case "decisionTable": .table(table(element))
        case "context": .context(element.children("contextEntry").map(contextEntry))
        case "list": .list(element.children.compactMap(expression))
        case "relation": relation(element)
        case "invocation": invocation(element)
        case "functionDefinition": .function(function(element))
        case "conditional":
            .conditional(part(element, "if"), then: part(element, "then"), otherwise: part(element, "else"))
        case "for": .iterator(iterator(element, .for, "return"))
        case "some": .iterator(iterator(element, .some, "satisfies"))
        case "every": .iterator(iterator(element, .every, "satisfies"))
        case "filter": .filter(part(element, "in"), match: part(element, "match"))
        default: nil
        }
    }

    /// The expression inside a part of an expression; null where there is none.
    private func part(_ element: XMLElement, _ name: String) -> DMN.Boxed {
        expression(in: element.child(name)) ?? DMN.Boxed(DMN.Text("null", at: element.position))
    }

    private func literal(_ element: XMLElement) -> DMN.Form {
        if element.child("importedValues") != nil { return .unknown("importedValues", at: element.position) }
        let text = text(element) ?? DMN.Text("", at: element.position)
        return .literal(text, language: element["expressionLanguage"])
    }

    private func contextEntry(_ element: XMLElement) -> DMN.ContextEntry {
        let value = expression(in: element) ?? DMN.Boxed(DMN.Text("null", at: element.position))
        return DMN.ContextEntry(element.child("variable").map(declaration), value)
    }

    private func relation(_ element: XMLElement) -> DMN.Form {
        .relation(
            element.children("column").map(declaration),
            element.children("row").map { $0.children.compactMap(expression) })
    }

    private func invocation(_ element: XMLElement) -> DMN.Form {
        let bindings = element.children("binding").map { binding in
            DMN.Binding(
                binding.child("parameter").map(declaration) ?? DMN.Variable(""), expression(in: binding))
        }
        // DMN 1.1 wrote what is called after the bindings, later versions before.
        let callee = firstExpression(among: element.children.filter { $0.name.local != "binding" })
        return .invocation(callee ?? DMN.Boxed(DMN.Text("null", at: element.position)), bindings)
    }

    func function(_ element: XMLElement) -> DMN.Function {
        DMN.Function(
            element.children("formalParameter").map(declaration), expression(in: element),
            kind: element["kind"].flatMap(DMN.Function.Kind.init(rawValue:)) ?? .feel, type: typeReference(element))
    }

    private func iterator(_ element: XMLElement, _ kind: DMN.Iterator.Kind, _ body: String) -> DMN.Iterator {
        let list = element.child("in")
        return DMN.Iterator(
            kind, DMN.Variable((element["iteratorVariable"] ?? "").trimmed, list.flatMap(typeReference)),
            in: part(element, "in"), body: part(element, body))
    }

    private func table(_ element: XMLElement) -> DMN.Table {
        DMN.Table(
            hitPolicy: element["hitPolicy"].flatMap(DMN.HitPolicy.init(rawValue:)) ?? .unique,
            aggregation: element["aggregation"].flatMap(DMN.Aggregation.init(rawValue:)),
            inputs: element.children("input").map(input), outputs: element.children("output").map(output),
            annotations: element.children("annotation").map { $0["name"] ?? "" },
            rules: element.children("rule").map(rule))
    }

    private func input(_ element: XMLElement) -> DMN.Input {
        let expression = element.child("inputExpression")
        return DMN.Input(
            text(expression) ?? DMN.Text("", at: element.position), type: expression.flatMap(typeReference),
            label: element["label"], allowedValues: text(element.child("inputValues")))
    }

    private func output(_ element: XMLElement) -> DMN.Output {
        DMN.Output(
            element["name"]?.trimmed, type: typeReference(element), label: element["label"],
            allowedValues: text(element.child("outputValues")), defaultValue: text(element.child("defaultOutputEntry")))
    }

    private func rule(_ element: XMLElement) -> DMN.Rule {
        DMN.Rule(
            element.children("inputEntry").map { text($0) ?? DMN.Text("-", at: $0.position) },
            element.children("outputEntry").map { text($0) ?? DMN.Text("", at: $0.position) },
            annotations: element.children("annotationEntry").map { $0.child("text")?.text.trimmed ?? "" },
            id: element["id"], description: element.child("description")?.text.trimmed)
    }
}
