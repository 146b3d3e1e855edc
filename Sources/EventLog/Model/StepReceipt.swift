package import Kernel
package import Storage

/// 办理回执 — what whoever asks for a step wants written in the step's own transaction, with what the step was about: so that a step
/// whose answer was lost is known to be done, or known not to be.
package typealias StepReceipt<Subject> = @Sendable (Identifier<Subject>, any WriteTransaction) throws -> Void
