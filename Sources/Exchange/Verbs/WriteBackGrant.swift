package import Kernel

/// 回写: tells a department what was decided, in its own formats; the same event twice registers once.
package struct WriteBackGrant: Sendable {
    private let resources: [String: Resource]
    private let connectors: [String: GuardedConnector]

    package init(departments: [Department], connectors: [String: any SourceConnector], time: any TimeSource) {
        resources = departments.flatMap(\.channels).reduce(into: [:]) { $0[$1.name] = $1 }
        self.connectors = connectors.mapValues { GuardedConnector($0, time: time) }
    }

    /// - Parameters:
    ///   - handedOver: 送达时间. The same at each try: what is repeated under a key is the same to the last byte.
    ///   - values: by the names of the description; days as `2026-11-21`, money in yuan.
    /// - Returns: the department's acknowledgement number.
    package func callAsFunction(
        _ resourceName: String, eventID: String, handedOver: Instant, values: [String: String]
    ) async throws(SourceFault) -> Acknowledgement {
        guard let resource = resources[resourceName], let writeBack = resource.writeBack,
            let connector = connectors[resource.department]
        else { throw .notDescribed }
        var written = writeBack.written(values)
        written[Resource.WriteBack.deliveredAt] = writeBack.written(handedOver)
        return try await connector.deliver(SourceDelivery(resource: resource, eventID: eventID, values: written))
    }
}
