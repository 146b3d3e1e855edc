package import Kernel
package import Storage

/// 近 30 天的数据质量 of every resource, as of now.
package struct ResourceQualities: Sendable {
    private let store: QualityStore
    private let quota: ReadQuota
    private let time: any TimeSource

    package init(database: any Database, time: any TimeSource) {
        store = QualityStore(database: database)
        quota = ReadQuota(database: database)
        self.time = time
    }

    /// By the resource's name; what was never read is not there.
    package func callAsFunction() async throws -> [String: ResourceQuality] {
        let today = time.now().civilDate()
        var all = try await store.quality(since: today.adding(days: -ResourceQuality.days))
        for (name, used) in try await quota.leased(on: today) { all[name, default: ResourceQuality()].usedToday = used }
        return all
    }
}
