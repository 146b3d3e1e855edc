package import AsyncHTTPClient
package import Exchange
package import Kernel

/// Gives each department the connector of its kind: 数据库, 接口 or 文件.
package struct ConnectorRegistry: Sendable {
    private let dataDirectory: String
    private let addresses: [String: String]
    private let client: HTTPClient
    private let time: any TimeSource
    private let ids: any IDSource

    /// - Parameters:
    ///   - dataDirectory: what file names of descriptions are relative to.
    ///   - addresses: addresses that replace those of descriptions, by department.
    ///   - client: shared by all connectors.
    package init(
        dataDirectory: String, addresses: [String: String] = [:], client: HTTPClient = .departments,
        time: any TimeSource, ids: any IDSource
    ) {
        self.dataDirectory = dataDirectory
        self.addresses = addresses
        self.client = client
        self.time = time
        self.ids = ids
    }

    /// - Throws: `DescriptionError` where the description lacks what its kind needs.
    package func connector(for department: Department) throws -> any SourceConnector {
        switch department.connectionKind {
        case "数据库":
            return try SQLConnector(department, dataDirectory: dataDirectory, address: addresses[department.name])
        case "接口":
            return try HTTPConnector(
                department, dataDirectory: dataDirectory, address: addresses[department.name], client: client,
                time: time, ids: ids)
        case "文件":
            return try FileConnector(department, dataDirectory: dataDirectory)
        case let kind:
            throw DescriptionError(path: "连接.方式", problem: "\(kind) 不是数据库、接口、文件之一 (unknown kind)")
        }
    }

    /// All connectors by department, ready for `ResolveFacts` and `WriteBackGrant`.
    package func connectors(for departments: [Department]) throws -> [String: any SourceConnector] {
        try departments.reduce(into: [:]) { $0[$1.name] = try connector(for: $1) }
    }
}
