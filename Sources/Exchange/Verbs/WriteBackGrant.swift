package import Kernel

/// 回写: tells a department what was decided, in its own formats; the same event twice registers once.
package struct WriteBackGrant: Sendable {
    private let resources: [String: Resource]
    private let connectors: [String: GuardedConnector]
    private let time: any TimeSource

    package init(departments: [Department], connectors: [String: any SourceConnector], time: any TimeSource) {
        resources = departments.flatMap(\.resources).reduce(into: [:]) { $0[$1.name] = $1 }
        self.connectors = connectors.mapValues { GuardedConnector($0, time: time) }
        self.time = time
    }

    /// - Parameter values: by the names of the description; days as `2026-11-21`, money in yuan.
    /// - Returns: the department's acknowledgement number.
    package func callAsFunction(
        _ resourceName: String, eventID: String, values: [String: String]
    ) async throws(SourceFault) -> Acknowledgement {
        guard let resource = resources[resourceName], let writeBack = resource.writeBack,
            let connector = connectors[resource.department]
        else { throw .notDescribed }
        var written = values
        written["送达时间"] = time.now().iso8601
        for (name, format) in writeBack.formats {
            if name == "送达时间" {
                written[name] = DateFormat(format).text(time.now())
            } else if let day = written[name].flatMap({ CivilDate($0) }) {
                let midnight = Int64(day.daysSinceEpoch) * 86_400 - Instant.chinaOffsetSeconds
                written[name] = DateFormat(format).text(Instant(milliseconds: midnight * 1000))
            }
        }
        return try await connector.deliver(SourceDelivery(resource: resource, eventID: eventID, values: written))
    }
}
