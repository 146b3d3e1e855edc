public import FEEL
public import Kernel

/// 随日子走的信息 — facts that the day of the decision alone gives, so that they change by themselves: 申请日, 决定日, 本月.
public struct DayFacts: Sendable {
    /// What a fact says of the day.
    public enum Reading: Sendable {
        /// The day itself.
        case day
        /// The first day of its month.
        case firstOfMonth
    }

    /// By the name of the input.
    public let readings: [String: Reading]

    public init(_ readings: [String: Reading] = [:]) { self.readings = readings }

    /// The facts on a day.
    public func values(on day: CivilDate) -> [String: Value] {
        readings.mapValues { reading in
            switch reading {
            case .day: .date(day)
            case .firstOfMonth: .date(day.adding(days: 1 - day.day))
            }
        }
    }
}
