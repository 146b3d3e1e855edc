import Testing

/// Calls that are not made here, and what is used instead.
@Suite("Banned")
struct BannedTests {
    struct Ban: Sendable {
        let text: String
        let instead: String
        var exceptTargets: Set<String> = []
    }

    static let bans: [Ban] = [
        Ban(text: "try!", instead: "handle the error, or precondition with a sentence"),
        Ban(text: " as! ", instead: "a typed way"),
        Ban(text: "fatalError(", instead: "preconditionFailure with a sentence"),
        Ban(text: "print(", instead: "a Logger, or Terminal in the program", exceptTargets: ["huimin"]),
        Ban(text: "Date()", instead: "TimeSource"), Ban(text: "UUID()", instead: "IDSource"),
        Ban(text: "@unchecked Sendable", instead: "Mutex or an actor"),
        Ban(text: "nonisolated(unsafe)", instead: "Mutex or an actor"),
        Ban(text: "TO" + "DO", instead: "an issue"), Ban(text: "FIX" + "ME", instead: "an issue"),
    ]

    @Test("Nothing banned is called", arguments: bans)
    func calls(_ ban: Ban) {
        for file in Checkout.sources where !ban.exceptTargets.contains(file.target) {
            for (number, line) in file.lines.enumerated() where line.contains(ban.text) && !line.contains("func print(") {
                Issue.record("\(file.path):\(number + 1): \(ban.text) — use \(ban.instead)")
            }
        }
    }

    @Test("Statements have no hand-written placeholders")
    func placeholders() {
        for file in Checkout.sources where !["StorageSQLite", "Storage"].contains(file.target) {
            for (number, line) in file.lines.enumerated() where line.contains("VALUES (?") || line.contains("= ?1") || line.contains("= $1") {
                Issue.record("\(file.path):\(number + 1): interpolate the value into SQL instead")
            }
        }
    }

    @Test("No path of one machine is written down")
    func machinePaths() {
        for file in Checkout.swift + Checkout.files(in: "scripts", ending: ".sh") + Checkout.files(in: "docs", ending: ".md") {
            for (number, line) in file.lines.enumerated() where line.contains("/" + "work/") || line.contains("/" + "root/") {
                Issue.record("\(file.path):\(number + 1) names a path of one machine")
            }
        }
    }
}
