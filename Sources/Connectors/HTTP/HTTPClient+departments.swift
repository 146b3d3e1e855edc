package import AsyncHTTPClient
import NIOCore

extension HTTPClient {
    /// The client for departments' interfaces, one for the process and as long as it. A server that refuses the
    /// connection is down, which the caller shall hear at once and not after trying until the deadline.
    package static let departments: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .seconds(1)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}
