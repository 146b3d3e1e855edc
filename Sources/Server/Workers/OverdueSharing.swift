import Exchange
import Kernel
import Logging

/// 超期 — requests for data and disputes that a department has not answered within its term: a line of the log for each department
/// once a day, however often servers start, and a figure for whoever watches. Nothing is decided by the passing of time.
struct OverdueSharing: Sendable {
    let requests: RequestStore
    let disputes: DisputeStore
    let duties: QualityStore
    /// The department that answers for each resource, by the resource's name.
    let providers: [String: String]
    let time: any TimeSource
    let log: Logger

    /// How many of each kind are late today, by department.
    func counts() async throws -> [String: (requests: Int, disputes: Int)] {
        let today = time.now().civilDate()
        var counts: [String: (requests: Int, disputes: Int)] = [:]
        for (resource, count) in try await requests.overdue(on: today) {
            counts[providers[resource] ?? resource, default: (0, 0)].requests += count
        }
        for (resource, count) in try await disputes.overdue(on: today) {
            counts[providers[resource] ?? resource, default: (0, 0)].disputes += count
        }
        return counts
    }

    func warn() async throws {
        guard try await duties.takeDuty("overdue answers", on: time.now().civilDate()) else { return }
        for (department, late) in try await counts().sorted(by: { $0.key < $1.key }) {
            log.warning(
                "a department is late with its answers",
                metadata: [
                    "department": "\(department)", "requests": "\(late.requests)", "disputes": "\(late.disputes)",
                ])
        }
    }
}

extension Platform {
    /// What departments are late with.
    var overdueSharing: OverdueSharing {
        OverdueSharing(
            requests: RequestStore(database: database), disputes: DisputeStore(database: database, vault: vault),
            duties: QualityStore(database: database),
            providers: city.providers, time: time, log: log)
    }
}
