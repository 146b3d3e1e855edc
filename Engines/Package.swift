// swift-tools-version: 6.2
// The engines of Huimin: pure Swift, no dependency, no clock, no I/O. They are a package of their own so that others
// can embed the decision engine, the log or the search without the platform.
import PackageDescription

let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (Context.environment["CI"] == "true" ? [.treatAllWarnings(as: .error)] : [])

/// Each engine and the engines it may import. A lower engine never names a higher one.
let engines: [(name: String, imports: [String])] = [
    ("Kernel", []),
    ("TransparencyLog", ["Kernel"]),
    ("Retrieval", ["Kernel"]),
    ("FEEL", ["Kernel"]),
    ("Decisions", ["Kernel", "FEEL"]),
    ("Flow", ["Kernel", "FEEL"]),
]

let libraries = engines.flatMap { engine -> [Target] in
    let imports = engine.imports.map { Target.Dependency(stringLiteral: $0) }
    return [
        // Square roots come from libm, which a program without Foundation does not link by itself.
        .target(
            name: engine.name, dependencies: imports, swiftSettings: settings,
            linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
        .testTarget(
            name: engine.name + "Tests",
            dependencies: [Target.Dependency(stringLiteral: engine.name)] + imports,
            swiftSettings: settings),
    ]
}

let programs: [Target] = [
    // `feel`: an expression in the terminal, and FEEL for programs in other languages.
    .executableTarget(
        name: "FEELCommand", dependencies: ["FEEL", "Kernel"], path: "Commands/FEELCommand", swiftSettings: settings),
    // Measures the decision engine; no part of any library.
    .executableTarget(
        name: "decision-bench", dependencies: ["Kernel", "FEEL", "Decisions"], path: "Benchmarks/DecisionBench",
        swiftSettings: settings),
]

let package = Package(
    name: "Engines",
    products: engines.map { .library(name: $0.name, targets: [$0.name]) }
        + [.executable(name: "feel", targets: ["FEELCommand"])],
    targets: libraries + programs
)
