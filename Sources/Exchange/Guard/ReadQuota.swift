package import Kernel
package import Storage
import Synchronization

/// 限额 — lets a department be asked no more often in a day than it allows, by all servers together. Servers lease a hundredth of
/// the limit at a time, so that no row is hot; what a server that died had leased is not asked any more that day. What cannot be
/// counted is not asked.
package final class ReadQuota: Sendable {
    private static let blocks = 100

    private struct Lease {
        let day: CivilDate
        var left: Int
        var isExhausted = false
    }

    private let database: any Database
    private let leases = Mutex<[String: Lease]>([:])

    package init(database: any Database) { self.database = database }

    /// - Returns: whether the resource may be asked once more on this day.
    /// - Throws: `SourceFault.quotaUncounted` where the store does not tell.
    package func take(_ resource: Resource, on day: CivilDate) async throws(SourceFault) -> Bool {
        guard let limit = resource.dailyMax else { return true }
        if let known = taken(resource.name, on: day) { return known }
        let block = max(1, limit / Self.blocks)
        // Where a whole block is not left, single ones may be.
        for size in block == 1 ? [1] : [block, 1] {
            let isLeased: Bool
            do { isLeased = try await lease(resource.name, on: day, size, of: limit) } catch { throw .quotaUncounted }
            if isLeased {
                keep(size - 1, of: resource.name, on: day)
                return true
            }
        }
        return exhaust(resource.name, on: day)
    }

    /// How many were leased on a day, by resource: no more were asked.
    package func leased(on day: CivilDate) async throws -> [String: Int] {
        try await database.rows("SELECT resource, taken FROM resource_quota WHERE day = \(day)")
            .reduce(into: [:]) { $0[$1.text("resource")] = Int($1.integer("taken")) }
    }

    /// From what this server has leased; `nil` where that is used up and more may be had.
    private func taken(_ resource: String, on day: CivilDate) -> Bool? {
        leases.withLock { leases in
            guard var lease = leases[resource], lease.day == day else { return nil }
            guard lease.left > 0 else { return lease.isExhausted ? false : nil }
            lease.left -= 1
            leases[resource] = lease
            return true
        }
    }

    /// Nothing more can be leased on this day; what others of this server have leased meanwhile is still there.
    private func exhaust(_ resource: String, on day: CivilDate) -> Bool {
        leases.withLock { leases in
            var lease = leases[resource].flatMap { $0.day == day ? $0 : nil } ?? Lease(day: day, left: 0)
            lease.isExhausted = true
            defer { leases[resource] = lease }
            guard lease.left > 0 else { return false }
            lease.left -= 1
            return true
        }
    }

    private func keep(_ count: Int, of resource: String, on day: CivilDate) {
        leases.withLock { leases in
            var lease = leases[resource].flatMap { $0.day == day ? $0 : nil } ?? Lease(day: day, left: 0)
            lease.left += count
            leases[resource] = lease
        }
    }

    private func lease(_ resource: String, on day: CivilDate, _ size: Int, of limit: Int) async throws -> Bool {
        try await database.write { tx in
            try tx.changes(
                """
                INSERT INTO resource_quota (resource, day, taken) VALUES (\(resource), \(day), \(size))
                ON CONFLICT (resource, day) DO UPDATE SET taken = resource_quota.taken + \(size)
                WHERE resource_quota.taken + \(size) <= \(limit)
                """) == 1
        }
    }
}
