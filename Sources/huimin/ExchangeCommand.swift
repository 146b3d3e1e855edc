import ArgumentParser
import Exchange
import Kernel
import Server

/// 数据共享 — `huimin exchange …`: what departments hold beside what they were told.
struct ExchangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange", abstract: "The departments' own systems beside what the city has told them.",
        subcommands: [Reconcile.self])

    struct Reconcile: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reconcile", abstract: "Compare what departments have acknowledged with what they hold.",
            discussion: """
                Only reads, also beside a running server, which compares each day by itself, tells again what was lost and \
                gives the rest to people (/desk/write-backs). Prints what does not agree, without personal data. Exit 1 where \
                something does not, or a department could not be asked.
                """)

        @OptionGroup var store: DecisionsCommand.Store

        @Option(help: "The folder with the city's definitions.")
        var city = "City"

        @Option(help: "One day, yyyy-MM-dd, by the day of handing over (default: the last 30 days).")
        var day: String?

        @Option(name: .customLong("department"), help: "NAME=URL: an address that replaces the description's.")
        var departmentAddresses: [String] = []

        @Flag(help: "Print JSON lines.")
        var json = false

        func run() async throws {
            let clock = MachineClock()
            let days = try days(until: clock.now().civilDate())
            let archive = try await store.open()
            let survey = try archive.writeBackSurvey(
                city: city, sources: store.data + "/departments",
                addresses: try DepartmentAddresses.parse(departmentAddresses), time: clock, ids: SystemIDs(time: clock))
            var (compared, found, silent) = (0, 0, 0)
            for channel in survey.channels {
                do {
                    let (count, differences) = try await survey(channel, days)
                    compared += count
                    found += differences.count
                    for difference in differences { Terminal.say(json ? difference.json.text : difference.line) }
                } catch let fault as SourceFault {
                    silent += 1
                    Terminal.complain("\(channel.name): 部门系统没有答复 (no answer): \(fault.code)")
                }
            }
            Terminal.complain(
                "核对 \(compared) 条，\(found) 条不一致，\(silent) 个资源没有答复 (\(compared) compared, \(found) do not agree, "
                    + "\(silent) without an answer)")
            if found > 0 || silent > 0 { throw ExitCode(1) }
        }

        private func days(until today: CivilDate) throws -> Range<CivilDate> {
            guard let day else { return today.adding(days: -30)..<today.adding(days: 1) }
            guard let day = CivilDate(day) else {
                throw ValidationError("--day 写成 2026-11-21 (write yyyy-MM-dd): \(day)")
            }
            return day..<day.adding(days: 1)
        }
    }
}

extension SurveyWriteBacks.Difference {
    fileprivate var json: JSON {
        [
            "resource": JSON(resource), "kind": JSON(kind.rawValue), "key": JSON(key),
            "values": .array(values.map { JSON($0) }),
        ]
    }

    fileprivate var line: String {
        "\(resource)  \(kind.word)  \(key)" + (values.isEmpty ? "" : "  " + values.joined(separator: "、"))
    }
}

extension WriteBackFinding.Kind {
    fileprivate var word: String {
        switch self {
        case .lost: "丢失 (lost)"
        case .differing: "不一致 (differs)"
        case .unknown: "没有来源 (unknown)"
        case .uncorrected: "要更正 (to be put right)"
        }
    }
}
