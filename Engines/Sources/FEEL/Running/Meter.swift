/// Counts what an evaluation uses, and notes the first limit that it goes beyond. From then on nothing is granted any
/// more, so that all loops come to their end at once.
package struct Meter: Sendable {
    let limits: EvaluationLimits
    private(set) var exceeded: LimitExceeded?
    private var stepsLeft: Int
    /// Steps that were left, and not used, when a limit was met.
    private var stepsForgone = 0
    private var memoryLeft: Int
    var patternStepsLeft: Int

    init(_ limits: EvaluationLimits) {
        self.limits = limits
        stepsLeft = limits.stepsMax
        memoryLeft = limits.memoryBytesMax
        patternStepsLeft = limits.patternStepsMax
    }

    /// False, and an end to all, where the limit is reached.
    mutating func exceed(_ kind: EvaluationLimits.Kind) -> Bool {
        if exceeded == nil {
            exceeded = LimitExceeded(kind, limit: limits[kind])
            stepsForgone = max(0, stepsLeft)
        }
        stepsLeft = -1
        return false
    }

    mutating func spend(_ steps: Int = 1) -> Bool {
        stepsLeft -= steps
        return stepsLeft >= 0 || exceed(.steps)
    }

    /// What was used so far, in steps: those of loops and of regular expressions, and one for each `bytesOfAStep`.
    var effort: Int {
        let steps = limits.stepsMax - max(0, stepsLeft) - stepsForgone
        let patternSteps = limits.patternStepsMax - max(0, patternStepsLeft)
        return steps + patternSteps + (limits.memoryBytesMax - max(0, memoryLeft)) / EvaluationLimits.bytesOfAStep
    }

    /// Whether so many rounds can still be made.
    mutating func foresees(_ steps: Int) -> Bool { steps <= stepsLeft || exceed(.steps) }

    mutating func allocate(_ bytes: Int) -> Bool {
        memoryLeft -= bytes
        return memoryLeft >= 0 || exceed(.memory)
    }

    /// Whether a text of so many bytes may be made.
    mutating func allowsText(bytes: Int) -> Bool { bytes <= limits.textBytesMax || exceed(.textLength) }

    /// Whether a list of so many elements may be made.
    mutating func allowsList(count: Int) -> Bool { count <= limits.listLengthMax || exceed(.listLength) }

    mutating func makeText(bytes: Int) -> Bool {
        // The first bytes of a text lie in the value itself.
        allowsText(bytes: bytes) && (bytes <= 15 || allocate(bytes))
    }

    mutating func makeList(count: Int) -> Bool {
        allowsList(count: count) && allocate(count * MemoryLayout<Value>.stride)
    }

    /// Whether a value can be walked through to its leaves: parts that it shares count as often as they are met. Costs
    /// a step for each part.
    mutating func admits(_ value: Value) -> Bool { admits(value, depth: 0) }

    private mutating func admits(_ value: Value, depth: Int) -> Bool {
        switch value {
        case .list(let elements):
            guard depth < limits.nestingMax else { return exceed(.nesting) }
            guard spend(elements.count) else { return false }
            for element in elements where element.isComposite {
                guard admits(element, depth: depth + 1) else { return false }
            }
        case .context(let context):
            guard depth < limits.nestingMax else { return exceed(.nesting) }
            guard spend(context.entries.count) else { return false }
            for entry in context.entries where entry.value.isComposite {
                guard admits(entry.value, depth: depth + 1) else { return false }
            }
        case .interval(let interval):
            guard depth < limits.nestingMax else { return exceed(.nesting) }
            return admits(interval.start ?? .null, depth: depth + 1) && admits(interval.end ?? .null, depth: depth + 1)
        default: break
        }
        return true
    }
}

extension Value {
    /// Whether it is made of other values.
    var isComposite: Bool {
        switch self {
        case .list, .context, .interval: true
        default: false
        }
    }
}

extension Frame {
    /// The limit that the evaluation went beyond, if any. Its value is null then and means nothing.
    package var exceeded: LimitExceeded? { meter.exceeded }

    /// What the evaluation has used so far, in steps of any kind.
    package var effort: Int { meter.effort }

    /// Takes rounds or calls out of what is allowed; false where that is used up.
    package mutating func spend(_ steps: Int = 1) -> Bool { meter.spend(steps) }

    /// The value, counted as one that was just made; null where it is too large.
    mutating func made(_ value: Value) -> Value {
        switch value {
        case .string(let text): meter.makeText(bytes: text.utf8.count) ? value : .null
        case .list(let elements): meter.makeList(count: elements.count) ? value : .null
        case .context(let context):
            meter.allocate(context.entries.count * MemoryLayout<Context.Entry>.stride) ? value : .null
        default: value
        }
    }

    /// The value as it may leave the evaluation: one that nobody could walk through is null, and a limit is exceeded.
    package mutating func settled(_ value: Value) -> Value {
        if value.isComposite, !meter.admits(value) { return .null }
        return meter.exceeded == nil ? value : .null
    }

    /// Whether another call can be made on this thread's stack.
    mutating func canCall() -> Bool {
        guard depth < meter.limits.callDepthMax else { return meter.exceed(.callDepth) }
        let here = Frame.stackAddress()
        if depth == 0 { stackBase = here }
        guard stackBase.subtractingReportingOverflow(here).partialValue.magnitude < UInt(meter.limits.stackBytesMax)
        else { return meter.exceed(.stack) }
        return meter.spend()
    }

    /// Where the stack of this thread stands, about.
    @inline(never)
    private static func stackAddress() -> Int {
        var marker: UInt8 = 0
        return withUnsafeMutablePointer(to: &marker) { Int(bitPattern: $0) }
    }
}
