import Testing

/// Which target may import which: strictly lower floors, and the neighbours named here (docs/architecture.md).
@Suite("Floors")
struct FloorTests {
    /// Floors of our own modules, lowest first.
    static let floors: [String: Int] = {
        let listed: [[String]] = [
            ["Kernel", "FEEL", "Decisions", "Flow", "TransparencyLog", "Retrieval"],
            ["Storage", "StorageSQLite", "StoragePostgres", "Vault", "EventLog", "Web", "Paper"],
            ["Catalog", "Identity", "Exchange", "ECertificates", "Entitlements", "Notify"],
            ["Cases"], ["Feedback", "Desk", "CrossCity"], ["Connectors", "Portal", "PublicAPI", "SampleCity"],
            ["Server"],
            ["Bench", "Simulation"], ["huimin"],
        ]
        return listed.enumerated().reduce(into: [:]) { floors, floor in
            floor.element.forEach { floors[$0] = floor.offset }
        }
    }()

    /// Neighbours on the two lowest floors that may be imported.
    static let neighbours: [String: Set<String>] = [
        "FEEL": ["Kernel"], "Decisions": ["Kernel", "FEEL"], "Flow": ["Kernel", "FEEL"],
        "TransparencyLog": ["Kernel"], "Retrieval": ["Kernel"], "StorageSQLite": ["Storage"],
        "StoragePostgres": ["Storage"],
        "EventLog": ["Storage", "Vault"],
    ]

    /// Libraries of others and who may import them.
    static let libraries: [String: Set<String>] = [
        "GRDB": ["StorageSQLite", "Bench"], "GRDBSQLite": ["StorageSQLite"], "Hummingbird": ["Server", "SampleCity"],
        "Yams": ["Catalog", "Exchange"],
        "NIOCore": ["Server", "Connectors", "SampleCity", "Bench", "huimin"],
        "NIOHTTP1": ["Connectors", "Bench", "huimin"],
        "AsyncHTTPClient": ["Connectors", "Bench", "huimin"],
        "ArgumentParser": ["huimin"],
        "Crypto": ["Vault", "SampleCity"], "CryptoExtras": ["Vault"], "CQRencode": ["Web", "Paper"],
        "CPango": ["Paper"], "CPQ": ["StoragePostgres"], "CZlib": ["Connectors"],
        "ServiceLifecycle": ["Server"],
        "HTTPTypes": ["Server", "SampleCity"],
    ]

    @Test("A target imports lower floors only")
    func imports() {
        for file in Checkout.sources {
            for module in file.lines.compactMap(Self.importedModule) where module != file.target {
                if let floor = Self.floors[module], let own = Self.floors[file.target] {
                    let isAllowed = floor < own || Self.neighbours[file.target]?.contains(module) == true
                    #expect(isAllowed, "\(file.path) imports \(module), which is not below \(file.target)")
                } else if let allowed = Self.libraries[module] {
                    #expect(allowed.contains(file.target), "\(file.path) imports \(module)")
                }
            }
        }
    }

    @Test("Engines know neither Foundation nor each other beyond the table")
    func engines() {
        for file in Checkout.sources where file.path.hasPrefix("Engines/") {
            let strangers = file.lines.compactMap(Self.importedModule)
                .filter { Self.floors[$0] != 0 && !["FoundationEssentials", "Glibc", "Synchronization"].contains($0) }
            #expect(strangers.isEmpty, "\(file.path) imports \(strangers)")
        }
    }

    @Test("Every target has its floor")
    func complete() {
        for target in Set(Checkout.sources.map(\.target)) {
            #expect(Self.floors[target] != nil, "\(target) has no floor")
        }
    }

    private static func importedModule(_ line: Substring) -> String? {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index <= 1, words.count == index + 2 else { return nil }
        return String(words[index + 1])
    }
}
