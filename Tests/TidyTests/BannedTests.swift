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
            for (number, line) in file.lines.enumerated() where calls(ban.text, line) {
                Issue.record("\(file.path):\(number + 1): \(ban.text) — use \(ban.instead)")
            }
        }
    }

    /// Whether a line has the text where no longer name ends in it (`civilDate()` is not `Date()`).
    private func calls(_ text: String, _ line: Substring) -> Bool {
        guard let range = line.firstRange(of: text), !line.contains("func \(text)") else { return false }
        guard text.first?.isLetter == true, range.lowerBound > line.startIndex else { return true }
        let before = line[line.index(before: range.lowerBound)]
        return !before.isLetter && !before.isNumber && before != "_"
    }

    @Test("Statements have no hand-written placeholders")
    func placeholders() {
        let words = ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "WHERE ", "VALUES "]
        for file in Checkout.sources where !["StorageSQLite", "StoragePostgres", "Storage"].contains(file.target) {
            for (number, line) in file.lines.enumerated() where words.contains(where: { line.contains($0) }) {
                let isHandWritten = ["?1", "$1", "= ?", "(?"].contains { line.contains($0) }
                #expect(!isHandWritten, "\(file.path):\(number + 1): interpolate the value into SQL instead")
            }
        }
    }

    @Test("What a test writes goes with it, also where it fails")
    func leftovers() {
        let swift = Checkout.swift.filter { $0.isTest && $0.target != "Scratch" }
        for file in swift + Checkout.files(in: "Tests", ending: ".py") {
            for (number, line) in file.lines.enumerated()
            where ["temporary" + "Directory", "mkd" + "temp(", "mk" + "temp("].contains(where: line.contains) {
                Issue.record("\(file.path):\(number + 1): use ScratchFolder, or scratch in Python")
            }
        }
    }

    @Test("No path of one machine is written down")
    func machinePaths() {
        for file in Checkout.swift + Checkout.files(in: "scripts", ending: ".sh")
            + Checkout.files(in: "docs", ending: ".md")
        {
            for (number, line) in file.lines.enumerated()
            where line.contains("/" + "work/") || line.contains("/" + "root/") {
                Issue.record("\(file.path):\(number + 1) names a path of one machine")
            }
        }
    }
}
