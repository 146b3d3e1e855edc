public import Kernel

/// 求值上限 — what one evaluation may use at most. A slip of the pen in a rule, or a text made to harm, must not occupy a
/// server: beyond a limit the evaluation ends and says which one it was (`LimitExceeded`).
public struct EvaluationLimits: Hashable, Sendable {
    /// What is limited.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Rounds of loops, elements looked at, calls.
        case steps
        /// Calls within calls.
        case callDepth
        /// The stack that calls within calls take.
        case stack
        /// Elements of one list.
        case listLength
        /// Bytes of one text.
        case textLength
        /// Steps of regular expressions.
        case patternSteps
        /// Bytes of all lists, contexts and texts that are made.
        case memory
        /// Lists and contexts within one another.
        case nesting
    }

    /// Rounds of loops, elements looked at, calls.
    public var stepsMax = 2_000_000
    /// Calls within calls.
    public var callDepthMax = 256
    /// Bytes of the thread's stack that calls within calls may take. The threads of Linux have 8 MiB.
    public var stackBytesMax = 2 << 20
    /// Elements of one list.
    public var listLengthMax = 1_000_000
    /// Bytes of one text in UTF-8.
    public var textBytesMax = 1_000_000
    /// Steps of regular expressions, all together.
    public var patternStepsMax = 5_000_000
    /// Bytes of all lists, contexts and texts that are made, those let go again included.
    public var memoryBytesMax = 256 << 20
    /// Lists and contexts within one another in one value.
    public var nestingMax = 256

    public init() {}

    /// What a decision of a few hundred lines never comes near.
    public static let standard = EvaluationLimits()

    /// Bytes that are made in the time of a step.
    static let bytesOfAStep = 64

    /// These limits, or less where no more steps of any kind are left: for one of many evaluations that share an effort.
    package func within(effort steps: Int) -> EvaluationLimits {
        let steps = max(0, steps)
        var limits = self
        limits.stepsMax = min(stepsMax, steps)
        limits.patternStepsMax = min(patternStepsMax, steps)
        let (bytes, isOver) = steps.multipliedReportingOverflow(by: Self.bytesOfAStep)
        limits.memoryBytesMax = isOver ? memoryBytesMax : min(memoryBytesMax, bytes)
        return limits
    }

    /// The number behind a kind of limit.
    public subscript(kind: Kind) -> Int {
        switch kind {
        case .steps: stepsMax
        case .callDepth: callDepthMax
        case .stack: stackBytesMax
        case .listLength: listLengthMax
        case .textLength: textBytesMax
        case .patternSteps: patternStepsMax
        case .memory: memoryBytesMax
        case .nesting: nestingMax
        }
    }
}

/// Why an evaluation has no value, not even null: it went beyond a limit.
public struct LimitExceeded: Error, Hashable, Sendable {
    /// What was used up.
    public let kind: EvaluationLimits.Kind
    /// The limit that was set.
    public let limit: Int

    public init(_ kind: EvaluationLimits.Kind, limit: Int) {
        self.kind = kind
        self.limit = limit
    }

    /// What happened and what to do, for whoever wrote the expression.
    public var phrase: Phrase {
        let arguments = ["limit": String(limit)]
        return switch kind {
        case .steps:
            Phrase(
                "feel.limit.steps", zh: "计算超过 {limit} 步，已停止。请缩小循环的范围，或先筛选再计算。",
                en: "Stopped after {limit} steps. Let loops run over less, or filter first.", arguments)
        case .callDepth, .stack:
            Phrase(
                "feel.limit.calls", zh: "函数调用层层嵌套，没有尽头，已停止。请检查函数是否一直在调用自己。",
                en: "Stopped: calls within calls without end. Check whether a function keeps calling itself.")
        case .listLength:
            Phrase(
                "feel.limit.list", zh: "清单超过 {limit} 项，已停止。请缩小清单。",
                en: "Stopped: a list of more than {limit} elements. Make the list smaller.", arguments)
        case .textLength:
            Phrase(
                "feel.limit.text", zh: "文字超过 {limit} 字节，已停止。请缩短文字。",
                en: "Stopped: a text of more than {limit} bytes. Make the text shorter.", arguments)
        case .patternSteps:
            Phrase(
                "feel.limit.pattern", zh: "文字匹配超过 {limit} 步，已停止。请把匹配式写得更明确。",
                en: "Stopped after {limit} steps of matching. Make the pattern more definite.", arguments)
        case .memory:
            Phrase(
                "feel.limit.memory", zh: "计算用去的内存超过 {limit} 字节，已停止。请减少中间的清单和文字。",
                en: "Stopped after {limit} bytes of memory. Make fewer lists and texts on the way.", arguments)
        case .nesting:
            Phrase(
                "feel.limit.nesting", zh: "结果层层嵌套超过 {limit} 层，已停止。请减少嵌套。",
                en: "Stopped: a value nested more than {limit} deep. Nest less.", arguments)
        }
    }
}
