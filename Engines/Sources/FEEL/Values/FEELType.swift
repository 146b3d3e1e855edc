/// A FEEL type (DMN 1.5 §10.3.2.9), as far as a name or an expression declares one.
public indirect enum FEELType: Hashable, Sendable {
    /// Whatever it may be.
    case any
    /// `Null`: null alone.
    case null
    /// `boolean`
    case boolean
    /// `number`
    case number
    /// `string`
    case string
    /// `date`
    case date
    /// `time`
    case time
    /// `date and time`
    case dateTime
    /// `years and months duration`
    case months
    /// `days and time duration`
    case duration
    /// A function of any signature.
    case function
    /// `list<…>`
    case list(FEELType)
    /// `context<…>`: at least these entries.
    case context([Entry])
    /// `range<…>`
    case interval(FEELType)
    /// `function<number, string>->number`: a function with such parameters and result.
    case signature([FEELType], FEELType)

    /// One entry of a context type.
    public struct Entry: Hashable, Sendable {
        /// Its key.
        public let name: String
        /// The type of its value.
        public let type: FEELType

        public init(_ name: String, _ type: FEELType = .any) {
            self.name = name
            self.type = type
        }
    }

    /// The type of the elements when a value of this type is taken as a list.
    package var element: FEELType { if case .list(let element) = self { element } else { self } }

    /// Entry names of the elements, where they are known; a context that says nothing of its entries may have any.
    var entryNames: [String]? {
        if case .context(let entries) = element, !entries.isEmpty { entries.map(\.name) } else { nil }
    }

    /// Whether a filter over values of this type may meet entries that nobody declared.
    var hasUnknownEntries: Bool { element == .any || element == .context([]) }

    /// Names that may follow a point; `nil` where anything may.
    var pathNames: [String]? {
        switch element {
        case .date: ["year", "month", "day", "weekday"]
        case .time: ["hour", "minute", "second", "time offset", "timezone"]
        case .dateTime:
            ["year", "month", "day", "weekday", "hour", "minute", "second", "time offset", "timezone"]
        case .months: ["years", "months"]
        case .duration: ["days", "hours", "minutes", "seconds"]
        case .interval: ["start", "end", "start included", "end included"]
        default: entryNames
        }
    }

    /// The type that `.name` has from here.
    func member(_ name: String) -> FEELType {
        switch self {
        case .context(let entries): entries.first { $0.name.hasSameScalars(as: name) }?.type ?? .any
        case .list(let element): .list(element.member(name))
        case .date, .months, .duration: .number
        default: .any
        }
    }
}

extension FEELType {
    /// Whether every value of this type is one of the other (DMN 1.5 §10.3.2.9.3). What is not known to be of another
    /// type passes.
    func conforms(to other: FEELType) -> Bool {
        switch (self, other) {
        case (_, .any), (.any, _), (.null, _): true
        case (.list(let element), .list(let wanted)), (.interval(let element), .interval(let wanted)):
            element.conforms(to: wanted)
        case (.context(let entries), .context(let wanted)):
            wanted.allSatisfy { entry in
                entries.first { $0.name.hasSameScalars(as: entry.name) }?.type.conforms(to: entry.type) ?? false
            }
        case (.signature(let parameters, let result), .signature(let wanted, let wantedResult)):
            parameters.count == wanted.count && zip(wanted, parameters).allSatisfy { $0.conforms(to: $1) }
                && result.conforms(to: wantedResult)
        case (.signature, .function), (.function, .signature): true
        default: self == other
        }
    }

    /// Whether a value is of this type; null belongs to every type but counts as an instance of none but `null`.
    public func admits(_ value: Value) -> Bool {
        switch (self, value) {
        case (.any, _): !value.isNull
        case (.null, .null), (.boolean, .boolean), (.number, .number), (.string, .string), (.date, .date),
            (.time, .time),
            (.dateTime, .dateTime), (.months, .months), (.duration, .duration), (.function, .function):
            true
        case (.list(let element), .list(let values)):
            values.allSatisfy { element.admits($0) || $0.isNull || element == .any }
        case (.context(let entries), .context(let context)):
            entries.allSatisfy { entry in context[entry.name].map { entry.type.admits($0) || $0.isNull } ?? false }
        case (.signature, .function(let function)):
            FEELType.signature(function.types, function.result).conforms(to: self)
        case (.interval(let element), .interval(let interval)):
            [interval.start, interval.end].allSatisfy { $0.map(element.admits) ?? true }
        default: false
        }
    }
}

extension FEELType {
    /// The one type that all have, else any.
    static func common(_ types: [FEELType]) -> FEELType {
        guard let first = types.first, types.allSatisfy({ $0 == first }) else { return .any }
        return first
    }
}

extension Value {
    /// The type of a value, as far as it can be told by looking at it.
    public var type: FEELType {
        switch self {
        case .null: .null
        case .boolean: .boolean
        case .number: .number
        case .string: .string
        case .date: .date
        case .time: .time
        case .dateTime: .dateTime
        case .months: .months
        case .duration: .duration
        case .function: .function
        case .list(let elements): .list(FEELType.common(elements.map(\.type)))
        case .context(let context): .context(context.entries.map { FEELType.Entry($0.key, $0.value.type) })
        case .interval(let interval): .interval((interval.start ?? interval.end ?? .null).type)
        }
    }
}
