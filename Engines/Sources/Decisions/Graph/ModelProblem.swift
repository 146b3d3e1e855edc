import FEEL
public import Kernel

/// One thing that is wrong with a model: in which element, where, and what to do. The model can be evaluated all the
/// same; what the problem is about is null.
public struct ModelProblem: Hashable, Sendable {
    /// The namespace of the model.
    public let namespace: String
    /// The name of the element.
    public let element: String
    /// Where it stands in the file, if that is known.
    public let position: XMLPosition?
    /// What is wrong.
    public let message: Phrase
    /// What to do about it.
    public let advice: Phrase

    /// What sort of mistake, e.g. `dmn.unknownReference`.
    public var code: String { message.code }

    init(_ model: LoadedModel, _ element: String, _ sentences: GraphSentence.Pair, at position: XMLPosition? = nil) {
        namespace = model.definitions.namespace
        self.element = element
        self.position = position
        (message, advice) = sentences
    }

    /// A mistake inside a text of the model.
    init(_ model: LoadedModel, _ element: String, _ text: DMN.Text, _ error: FEELError) {
        let isFirstLine = error.position.line == 1
        self.init(
            model, element, (error.message, error.advice),
            at: XMLPosition(
                line: text.position.line + error.position.line - 1,
                column: error.position.column + (isFirstLine ? text.position.column - 1 : 0)))
    }
}

/// A model with those that it imports.
struct LoadedModel: Sendable {
    let definitions: DMN.Definitions
    /// Names of imports with the places of their models, its own as an empty name.
    var aliases: [(name: String, model: Int)] = []
}
