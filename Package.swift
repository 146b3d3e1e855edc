// swift-tools-version: 6.2
// Huimin 惠民互动平台. The floors of the house, lowest first; a target imports only strictly lower floors
// (docs/architecture.md). Tests/TidyTests holds every `import` line against this table.
import PackageDescription

let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (Context.environment["CI"] == "true" ? [.treatAllWarnings(as: .error)] : [])

func engine(_ name: String) -> Target.Dependency { .product(name: name, package: "Engines") }
func floor(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: path, exclude: ["README.md"], swiftSettings: settings)
}
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "Huimin",
    products: [.executable(name: "huimin", targets: ["huimin"])],
    dependencies: [
        .package(path: "Engines"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CGcrypt", pkgConfig: "libgcrypt", providers: [.apt(["libgcrypt20-dev"])]),
        .systemLibrary(name: "CPKCS11", providers: [.apt(["libp11-kit-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        // F1 plumbing
        floor("Storage", [engine("Kernel")]),
        floor(
            "StorageSQLite",
            [
                "Storage", engine("Kernel"), .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        floor("StoragePostgres", ["Storage", engine("Kernel"), "CPQ"]),
        floor("Vault", [engine("Kernel"), crypto, cryptoExtras, "CGcrypt", "CPKCS11"]),
        floor("EventLog", ["Storage", "Vault", engine("Kernel"), engine("TransparencyLog"), logging]),
        floor("Web", [engine("Kernel"), "CQRencode"]),
        floor("Paper", ["CPango", "CQRencode"]),

        // F2 registers
        floor(
            "Catalog",
            [
                "Storage", "EventLog", "Web", "Vault", engine("Kernel"), engine("FEEL"), engine("Decisions"),
                engine("Flow"), yams,
            ]),
        floor("Identity", ["Storage", "EventLog", "Vault", "Web", engine("Kernel")]),
        floor("Exchange", ["Storage", "EventLog", "Vault", "Web", engine("Kernel"), yams, logging]),
        floor(
            "ECertificates",
            ["Paper", "Storage", "EventLog", "Vault", "Web", engine("Kernel"), engine("TransparencyLog")]),
        floor("Entitlements", ["Storage", "EventLog", "Vault", "Web", engine("Kernel")]),
        floor("Notify", ["Storage", "EventLog", "Vault", "Web", engine("Kernel"), logging]),

        // F3 the case
        floor(
            "Cases",
            [
                "Catalog", "Identity", "Exchange", "ECertificates", "Entitlements", "Notify",
                "Storage", "EventLog", "Vault", "Paper", "Web",
                engine("Kernel"), engine("FEEL"), engine("Decisions"), engine("Flow"), logging,
            ]),

        // F4 journeys
        floor("Feedback", ["Cases", "Catalog", "Storage", "EventLog", "Web", engine("Kernel")]),

        floor(
            "CrossCity",
            [
                "Cases", "Catalog", "Identity", "Exchange", "ECertificates", "EventLog", "Vault", "Web", "Storage",
                engine("Kernel"),
            ]),
        floor(
            "Desk", ["Cases", "Catalog", "Identity", "Exchange", "EventLog", "Web", engine("Kernel"), engine("Flow")]),

        // F5 outside
        floor(
            "Connectors",
            [
                "CrossCity", "Exchange", "Notify", "EventLog", "Storage", "StorageSQLite", "StoragePostgres", "Vault",
                engine("Kernel"), engine("FEEL"), engine("Decisions"), engine("TransparencyLog"), logging, "CZlib",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        floor(
            "Portal",
            [
                "Cases", "Catalog", "Identity", "Exchange", "ECertificates", "Notify", "Feedback", "EventLog", "Web",
                "Storage", engine("Kernel"), engine("Retrieval"), engine("TransparencyLog"),
            ]),

        floor(
            "PublicAPI",
            [
                "Cases", "Catalog", "Identity", "Exchange", "ECertificates", "Feedback", "EventLog", "Vault", "Web",
                "Storage", engine("Kernel"), engine("Flow"), engine("Retrieval"), engine("TransparencyLog"),
            ]),

        // The sample city: synthetic people and the departments' own systems. It shares no table and no type with the platform.
        floor(
            "SampleCity",
            [
                engine("Kernel"), "Storage", "StorageSQLite", crypto, logging,
                .product(name: "Hummingbird", package: "hummingbird"),
            ]),

        // F6 composition
        floor(
            "Server",
            [
                "Portal", "PublicAPI", "Connectors", "CrossCity", "Feedback", "Desk", "Cases", "Catalog", "Identity",
                "Exchange",
                "ECertificates", "Entitlements", "Notify", "EventLog", "Vault", "Web", "Storage", "StorageSQLite",
                "StoragePostgres",
                engine("Kernel"), engine("TransparencyLog"), engine("Retrieval"), engine("Flow"), yams, logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),

        // What the platform costs; only the program stands on it.
        floor(
            "Bench",
            [
                "Server", "SampleCity", "Cases", "Identity", "ECertificates", "EventLog", "Exchange", "Vault", "Web",
                "Storage", "StoragePostgres", engine("Kernel"), engine("TransparencyLog"), logging,
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),

        // A city that lives through a year on the platform; only the program stands on it.
        floor(
            "Simulation",
            [
                "Server", "SampleCity", "Feedback", "Cases", "Catalog", "CrossCity", "ECertificates", "Exchange",
                "Identity",
                "EventLog", "Notify", "Storage", "StorageSQLite", "Vault", "Web", engine("Kernel"), engine("Flow"),
                engine("TransparencyLog"), logging,
            ]),

        // F7 program
        .executableTarget(
            name: "huimin",
            dependencies: [
                "Bench", "Simulation", "Server", "SampleCity", "Catalog", "ECertificates", "EventLog", "Exchange",
                "Storage",
                "StorageSQLite", "Web",
                "Vault", engine("Kernel"), engine("FEEL"), engine("Decisions"), engine("Flow"), engine("Retrieval"),
                engine("TransparencyLog"), logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            swiftSettings: settings),

        // A folder of its own for every test that writes files.
        .target(name: "Scratch", path: "Tests/Scratch", swiftSettings: settings),
        tests(
            "StorageTests", ["Rehearsal", "Scratch", "Storage", "StorageSQLite", "StoragePostgres", engine("Kernel")]),
        tests("VaultTests", ["Scratch", "Vault", engine("Kernel")]),
        tests("WebTests", ["Web", engine("Kernel")]),
        tests("CatalogTests", ["Catalog", engine("Kernel"), engine("FEEL"), engine("Decisions")], exclude: ["Broken"]),
        tests("SampleCityTests", ["SampleCity", "Scratch", "Storage", "StorageSQLite", engine("Kernel")]),
        tests(
            "ConnectorsTests",
            [
                "Catalog", "Connectors", "Exchange", "Notify", "Rehearsal", "SampleCity", "Scratch", "Storage",
                "StorageSQLite", "StoragePostgres", "Vault", engine("Kernel"), engine("FEEL"), logging,
            ]),
        tests("APITests", ["PublicAPI", "Web", engine("Kernel")], exclude: ["openapi.golden.json"]),
        tests(
            "EventLogTests",
            [
                "EventLog", "Scratch", "Storage", "StorageSQLite", "Vault", engine("Kernel"),
                engine("TransparencyLog"), logging,
            ]),
        tests(
            "ExchangeTests",
            [
                "Rehearsal", "Server", "Cases", "Exchange", "Connectors", "EventLog", "Storage", "Web",
                engine("Kernel"),
                logging,
            ]),
        // The whole platform without a socket, for the tests of whatever stands on it.
        .target(
            name: "Rehearsal",
            dependencies: [
                "Scratch", "Server", "Cases", "CrossCity", "EventLog", "Exchange", "Notify", "Storage",
                "StoragePostgres", "Vault", "Web", engine("Kernel"), logging,
            ], path: "Tests/Rehearsal", swiftSettings: settings),
        tests(
            "CasesTests",
            [
                "Rehearsal", "Scratch", "Server", "Cases", "Catalog", "ECertificates", "EventLog", "Exchange",
                "Identity", "Notify", "Storage", "StorageSQLite", "Vault", "Web", engine("Kernel"),
                engine("TransparencyLog"),
            ]),
        tests(
            "CrossCityTests",
            [
                "Rehearsal", "Server", "CrossCity", "Cases", "Catalog", "ECertificates", "EventLog", "Identity",
                "Storage",
                "Vault", "Web", engine("Kernel"), engine("Flow"),
            ]),
        tests(
            "ECertificatesTests",
            [
                "Rehearsal", "Scratch", "Server", "Cases", "Catalog", "ECertificates", "EventLog", "Identity", "Notify",
                "Paper", "Storage",
                "StorageSQLite", "Vault", "Web", engine("Kernel"), yams,
            ]),
        tests(
            "IdentityTests",
            [
                "Rehearsal", "Scratch", "Server", "Exchange", "Identity", "Notify", "Storage", "StorageSQLite",
                "Vault", "Web", engine("Kernel"),
            ]),
        tests(
            "ServerTests",
            [
                "Rehearsal", "Server", "Cases", "Catalog", "EventLog", "Exchange", "Identity", "Notify", "Storage",
                "StorageSQLite",
                "Web",
                engine("Kernel"),
            ]),
        tests(
            "DeskTests",
            [
                "Rehearsal", "Server", "Desk", "Cases", "Catalog", "EventLog", "Exchange", "Identity", "Notify",
                "Storage", "Web",
                engine("Kernel"), engine("Flow"),
            ]),
        // A disk whose power fails, for SQLite and for the files of the log.
        .target(
            name: "FaultVFS", dependencies: ["EventLog", .product(name: "GRDBSQLite", package: "GRDB.swift")],
            path: "Tests/FaultVFS", swiftSettings: settings),
        tests(
            "DurabilityTests",
            [
                "FaultVFS", "Rehearsal", "Scratch", "Server", "Cases", "Catalog", "ECertificates", "EventLog",
                "Exchange", "Identity", "Notify", "Storage", "StorageSQLite", "StoragePostgres", "Vault", "Web",
                engine("Kernel"),
                engine("TransparencyLog"), logging,
            ]),
        tests(
            "SimulationTests",
            [
                "Scratch", "Server", "Simulation", "Cases", "Catalog", "Connectors", "ECertificates", "EventLog",
                "Exchange", "Storage", "Vault",
                engine("Kernel"), engine("TransparencyLog"), logging,
            ]),
        tests("TidyTests", []),
    ],
    cLanguageStandard: .gnu2x
)
