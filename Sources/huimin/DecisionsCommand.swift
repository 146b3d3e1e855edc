import ArgumentParser
import Cases
import Catalog
import Foundation
import Kernel
import Server

/// 自动决定 — `huimin decisions …`: decide again what was decided, and try a changed definition on past cases.
struct DecisionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decisions", abstract: "Stored automatic decisions: decide them again, try changed rules on them.",
        subcommands: [Replay.self, WhatIf.self, Export.self])

    /// Where the decisions are.
    struct Store: ParsableArguments {
        @Option(help: "Where the city's data are kept.")
        var data = "data"

        @Option(help: "postgres://USER@HOST:PORT/NAME; by default the file in --data.")
        var database: String?

        func open() async throws -> CityArchive {
            do { return try await CityArchive(data: data, database: database) } catch let error as StartupError {
                throw ValidationError(error.description)
            }
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay", abstract: "Decide again under the same versions; list every difference.",
            discussion: """
                Exit 1 where a decision differs that --accepted does not name. Each of its lines is the number of a case, what \
                differs (verdict, result, trace) and the decision record that says why: 330000… result docs/decisions/0032-….md
                """)

        @OptionGroup var store: Store

        @Option(help: "A file of `decisions export` instead of a city's data; put to the definitions of --city.")
        var stored: String?

        @Option(help: "The folder with the city's definitions, for --stored.")
        var city = "City"

        @Option(help: "Differences that are known, each with its decision record.")
        var accepted: String?

        @Flag(help: "Print JSON lines.")
        var json = false

        func run() async throws {
            let known = try accepted.map(AcceptedDifferences.init(file:))
            var (count, differences, unexplained) = (0, 0, 0)
            let unread = try await forEachDecision { decision, replay in
                count += 1
                guard let difference = try await replay.difference(of: decision) else { return }
                differences += 1
                let record = known?[decision.number, difference.kind]
                if record == nil { unexplained += 1 }
                if json {
                    var line = difference.json
                    line["record"] = record.map { JSON($0) } ?? .null
                    Terminal.say(line.text)
                } else {
                    Terminal.say(difference.line(in: .chinese) + (record.map { "  （\($0)）" } ?? ""))
                }
            }
            Terminal.complain(
                "\(count) 个自动决定，\(differences) 个和今天算的不一样 (\(count) decisions, \(differences) differ, "
                    + "\(unexplained) without a decision record)")
            if !unread.isEmpty {
                Terminal.complain("读不出的决定 (decisions that cannot be read): \(unread.joined(separator: " "))")
            }
            if unexplained > 0 || !unread.isEmpty { throw ExitCode(1) }
        }

        private func forEachDecision(
            _ body: (StoredDecision, ReplayDecisions) async throws -> Void
        ) async throws -> [String] {
            guard let stored else {
                let archive = try await store.open()
                let replay = archive.replay
                var unread: [String] = []
                try await archive.decisions.forEach(unreadable: { unread.append($0) }) {
                    try await body($0.decision, replay)
                }
                return unread
            }
            let catalogue = try CityDefinitions.catalogue(city)
            let replay = ReplayDecisions { catalogue.item(id: $0.item) }
            for (index, line) in try Files.text(stored).split(separator: "\n").enumerated() {
                guard let decision = (try? JSON.parse(String(line))).flatMap({ StoredDecision($0) }) else {
                    throw ValidationError("\(stored):\(index + 1): 不是导出的决定 (no exported decision)")
                }
                try await body(decision, replay)
            }
            return []
        }
    }

    struct WhatIf: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "what-if",
            abstract: "Put a changed definition to past cases: who would be decided differently.")

        @OptionGroup var store: Store

        @Option(help: "The changed definition.")
        var item: String

        @Option(help: "The folder with the city's definitions: departments and names of places.")
        var city = "City"

        @Option(
            help: """
                Decide as if every case were filed on this day, yyyy-MM-dd, so that standards which come into force later are \
                tried and ages are those of the day (default: the day of each application).
                """)
        var day: String?

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let date = day.flatMap { CivilDate($0) }
            guard date != nil || day == nil else {
                throw ValidationError("--day 的值是日期，如 2027-01-01 (--day takes a date such as 2027-01-01)")
            }
            let changed = try CityDefinitions.item(at: item, city: city)
            let archive = try await store.open()
            let comparison: RulesComparison
            do { comparison = try await archive.comparison(city: city)(changed, on: date) } catch let error
                as StartupError
            {
                throw ValidationError(error.description)
            }
            Terminal.say(json ? comparison.json.indentedText : comparison.report)
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write all stored decisions as JSON lines, for `replay --stored`.",
            discussion: "The lines hold the facts that were decided on, without names: treat them as personal data.")

        @OptionGroup var store: Store

        func run() async throws {
            let archive = try await store.open()
            try await archive.decisions.forEach { Terminal.say($0.decision.json.text) }
        }
    }
}

/// Differences that are known: case numbers with the decision record that explains them.
struct AcceptedDifferences {
    private var records: [String: String] = [:]

    init(file: String) throws {
        for (index, line) in try Files.text(file).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        {
            let parts = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
            guard let number = parts.first, !number.hasPrefix("#") else { continue }
            guard parts.count == 3, let kind = ReplayDifference.Kind(rawValue: parts[1]),
                FileManager.default.fileExists(atPath: parts[2])
            else {
                throw ValidationError(
                    "\(file):\(index + 1): 要写办件编号、哪里不同和一份决定记录 (a case number, what differs, an existing record)")
            }
            records["\(number) \(kind.rawValue)"] = parts[2]
        }
    }

    subscript(number: String, kind: ReplayDifference.Kind) -> String? { records["\(number) \(kind.rawValue)"] }
}

/// Definitions that are read without a server.
enum CityDefinitions {
    static func catalogue(_ city: String) throws -> Catalogue {
        let files = try DefinitionFolder.definitions(at: city + "/items")
        let (items, findings) = ItemChecker.read(files, against: try known(city))
        try refuse(findings)
        return Catalogue(items)
    }

    static func item(at path: String, city: String) throws -> ServiceItem {
        let (items, findings) = ItemChecker.read(
            try DefinitionFolder.definitions(at: path), against: try known(city), for: .trying)
        try refuse(findings)
        guard items.count == 1 else { throw ValidationError("--item 要指向一个 item.yaml (name one item.yaml)") }
        return items[0]
    }

    private static func known(_ city: String) throws -> KnownSources {
        do {
            return try DefinitionFolder.knownSources(at: city + "/departments").known
        } catch CatalogueFault.noSuchFile(
            let path)
        { throw ValidationError("\(path): 没有这个文件夹 (no such folder)") }
    }

    private static func refuse(_ findings: [Finding]) throws {
        guard !findings.isEmpty else { return }
        for finding in findings { Terminal.complain(finding.line(in: .chinese)) }
        throw ExitCode(1)
    }
}

extension RulesComparison {
    /// For the terminal.
    fileprivate var report: String {
        var lines = day.map { ["当作都在 \($0) 申请来算，和当时的结论比"] } ?? []
        lines += [
            "\(name)：\(total.cases) 个办件，\(total.different) 个结论不同：新准予 \(total[.newlyGranted])，"
                + "改由人办 \(total[.noLongerGranted])，结果不同 \(total[.otherResult])",
            "每期合计：\(MoneyText.yuan(fen: fenBefore)) 元 → \(MoneyText.yuan(fen: fenAfter)) 元",
        ]
        for (name, count) in missingFacts.sorted(by: { $0.key < $1.key }) {
            lines.append("过去的办件里没有“\(name)”，\(count) 件因此不能再自动准予")
        }
        for grouping in Grouping.allCases {
            for group in groups(by: grouping) where group.counts.different > 0 {
                lines.append(
                    "  \(group.name)：\(group.counts.cases) 件中 \(group.counts.different) 件不同（新准予 "
                        + "\(group.counts[.newlyGranted])，改由人办 \(group.counts[.noLongerGranted])，结果不同 "
                        + "\(group.counts[.otherResult])）")
            }
        }
        lines += named.map { "  \($0.number)  \($0.before.text(in: .chinese)) → \($0.after.text(in: .chinese))" }
        return lines.joined(separator: "\n")
    }
}
