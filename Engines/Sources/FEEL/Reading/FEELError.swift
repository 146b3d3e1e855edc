public import Kernel

/// Why an expression cannot be read: where, what is wrong, and what to write instead.
public struct FEELError: Error, Hashable, Sendable {
    /// Where the mistake is.
    public let position: SourcePosition
    /// What is wrong.
    public let message: Phrase
    /// What to write instead.
    public let advice: Phrase

    public init(at position: SourcePosition, _ message: Phrase, advice: Phrase) {
        self.position = position
        self.message = message
        self.advice = advice
    }

    /// What sort of mistake, e.g. `feel.unknownName`.
    public var code: String { message.code }
}
