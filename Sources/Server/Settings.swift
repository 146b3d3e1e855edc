package import Vault

/// How a server is started: what the command line says.
package struct Settings: Sendable {
    /// The folder of the city's definitions.
    package var city: String
    /// Where the city's data are kept.
    package var data: String
    /// `postgres://…`; by default a file in `data`. Several servers may share a PostgreSQL, each with a `data` of its own.
    package var database: String?
    package var host: String
    package var port: Int
    /// Where the site is reached from outside; by default where it listens.
    package var origin: String?
    /// By what way messages reach phones.
    package var carrier: Carrier
    /// Demo accounts, sandbox inbox, and the departments of the sample city.
    package var isDemo: Bool
    /// People of the sample city, made at the first start of a demo.
    package var people: Int
    /// Where witnesses are and what they sign with, in place of what the city's folder says, by their names.
    package var witnesses: [String: WitnessAddress] = [:]
    /// 密码套件 of the keys that are made at the first start.
    package var suite: CipherSuite

    package init(
        city: String = "City", data: String = "data", database: String? = nil, host: String = "127.0.0.1",
        port: Int = 8080,
        origin: String? = nil, carrier: Carrier = .sandbox,
        isDemo: Bool = false, people: Int = 2000, suite: CipherSuite = .international
    ) {
        self.city = city
        self.data = data
        self.database = database
        self.host = host
        self.port = port
        self.origin = origin
        self.carrier = carrier
        self.isDemo = isDemo
        self.people = people
        self.suite = suite
    }

    /// Where the departments of the sample city keep their own systems.
    package var departments: String { data + "/departments" }
}

/// What keeps a server from starting, in words for the operator: what is wrong, and what to do.
package struct StartupError: Error, Sendable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
