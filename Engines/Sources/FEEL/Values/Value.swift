public import Kernel

/// A value of FEEL (DMN 1.5 §10.3.2). There is no error value: what cannot be computed is `null`.
public enum Value: Sendable {
    /// Nothing, or not known, or not to be computed.
    case null
    /// True or false.
    case boolean(Bool)
    /// A decimal number of 34 digits.
    case number(Decimal128)
    /// Counted, compared and cut by code point, never by grapheme.
    case string(String)
    /// A day without a time.
    case date(CivilDate)
    /// A time of day.
    indirect case time(TimeOfDay)
    /// A day and a time of day.
    indirect case dateTime(DateTime)
    /// A years and months duration, in months.
    case months(Int)
    /// A days and time duration.
    case duration(DayTimeDuration)
    /// Values in order, of one kind or several.
    case list([Value])
    /// Values with names.
    case context(Context)
    /// A range between two ends.
    indirect case interval(Interval)
    /// A function, own or built-in.
    case function(FunctionValue)
}

extension Value {
    /// Whether it is null.
    public var isNull: Bool { if case .null = self { true } else { false } }
    /// The truth value, where it is one.
    public var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
    /// The number, where it is one.
    public var number: Decimal128? { if case .number(let number) = self { number } else { nil } }
    /// The text, where it is one.
    public var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The day, where it is one.
    public var date: CivilDate? { if case .date(let date) = self { date } else { nil } }
    /// The elements, where it is a list.
    public var list: [Value]? { if case .list(let elements) = self { elements } else { nil } }
    /// The entries, where it is a context.
    public var context: Context? { if case .context(let context) = self { context } else { nil } }

    /// A truth value as FEEL knows it: what is not a boolean is unknown.
    init(_ truth: Bool?) { self = truth.map(Value.boolean) ?? .null }
    init(_ number: Decimal128?) { self = number.map(Value.number) ?? .null }

    /// The value as a list: a list itself, nothing for null, anything else a list of one.
    var elements: [Value] {
        switch self {
        case .list(let elements): elements
        case .null: []
        default: [self]
        }
    }

    /// The value of a list of one, any other value as it is: how FEEL coerces at a typed edge.
    var scalar: Value {
        if case .list(let elements) = self, elements.count == 1 { elements[0] } else { self }
    }
}

extension Value {
    /// 事实的值 as FEEL sees it.
    public init(_ fact: FactValue) {
        self =
            switch fact {
            case .text(let text): .string(text)
            case .number(let number): .number(number)
            case .date(let date): .date(date)
            case .flag(let flag): .boolean(flag)
            }
    }

    /// The value as a fact, where it is a text, number, day or truth value.
    public var fact: FactValue? {
        switch self {
        case .string(let text): .text(text)
        case .number(let number): .number(number)
        case .date(let date): .date(date)
        case .boolean(let flag): .flag(flag)
        default: nil
        }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .number(Decimal128(value)) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(arrayLiteral elements: Value...) { self = .list(elements) }
}
