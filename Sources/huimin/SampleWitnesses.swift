import Server

/// The witnesses of the sample city beside a demo: each a process of its own with a key of its own, as the departments' are.
struct SampleWitnesses {
    /// Where each keeps its key and what it remembers.
    let directory: String
    let setting: WitnessSetting

    /// Runs them while `body` runs.
    /// - Parameter body: takes where they listen and what they sign with, by name.
    func whileServing(_ body: ([String: WitnessAddress]) async throws -> Void) async throws {
        var children: [ChildProgram] = []
        defer {
            // All at once, then wait: a demo stops as fast as its slowest process.
            for child in children { child.release() }
            for child in children { child.waitUntilEnded() }
        }
        for (number, name) in setting.names.enumerated() {
            children.append(
                try ChildProgram([
                    "log", "witness", "--name", name, "--log", setting.logKey, "--data", "\(directory)/\(number + 1)",
                    "--listen", "127.0.0.1:0",
                ]))
        }
        var addresses: [String: WitnessAddress] = [:]
        for (name, child) in zip(setting.names, children) {
            guard let url = child.nextLine(), url.hasPrefix("http://"), let key = child.nextLine() else {
                throw StartupError("示例见证人 \(name) 没有启动，请看它上面的报错 (the sample witness did not start)")
            }
            addresses[name] = WitnessAddress(key: key, url: url)
        }
        try await body(addresses)
    }
}
