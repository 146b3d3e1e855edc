import FEEL
import Synchronization

/// A function that is called by logic which is compiled before it: business knowledge that calls itself. Only the graph
/// holds on to it, so that a function never keeps itself alive; once its graph is gone, a call is null.
final class DeferredFunction: Sendable {
    private let function = AtomicLazyReference<FunctionValue>()

    func resolve(_ function: FunctionValue) { _ = self.function.storeIfNil(function) }

    /// The value that stands for the function until it is there.
    func proxy(parameters: [String]) -> FunctionValue {
        let later = Later(function: self)
        return FunctionValue(parameters: parameters) { arguments, frame in
            later.function?.function.load()?.call(arguments, &frame) ?? .null
        }
    }

    private struct Later: Sendable {
        weak let function: DeferredFunction?
    }
}
