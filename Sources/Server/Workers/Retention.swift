import Cases
import EventLog
import Exchange
import Identity
import Kernel
import PublicAPI

/// 保存期限 — erases what nobody needs any more, by its age: keys of requests and their answers after 30 days, effects that were
/// carried out after 7 and given up after 90, counts of sign-ins after a day, challenges and kept forms when they have run out,
/// mandates that nobody answered 30 days after they lapsed, counts of what sources answered after 400 days.
/// What proof or law needs (events, cases, certificates, reads of data) is not its business.
package struct Retention: Sendable {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    /// - Returns: whether there may be more to erase at once.
    package func callAsFunction() async throws -> Bool {
        try await platform.environment.keptForms.eraseOld()
        try await platform.signIn.eraseOld()
        try await platform.environment.mandates.eraseLapsed(at: platform.time.now())
        try await QualityStore(database: platform.database).erase(
            before: platform.time.now().civilDate().adding(days: -400))
        let hasMoreKeys = try await KeyRetention.eraseOld(in: platform.database, at: platform.time.now())
        let hasMoreEffects = try await platform.outbox.eraseSettled()
        return hasMoreKeys || hasMoreEffects
    }
}
