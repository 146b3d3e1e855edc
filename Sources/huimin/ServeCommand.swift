import ArgumentParser
import Foundation
import Kernel
import Logging
import SampleCity
import Server
import Vault

/// `huimin serve`: runs everything.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the platform.",
        discussion: """
            With --demo the sample city is made at the first start, its departments run beside the platform, demo accounts \
            are printed, and messages go to a page instead of phones. A demo listens on this machine only.
            """)

    @Option(help: "The folder with the city's definitions.")
    var city = "City"

    @Option(help: "Where the city's data are kept.")
    var data = "data"

    @Option(
        help: ArgumentHelp(
            "postgres://USER@HOST:PORT/NAME, or postgres:///NAME?host=FOLDER for a socket; by default a file in --data.",
            discussion: "Several servers may share one; each has its own --data with the same keys.json."))
    var database: String?

    @Option(help: "HOST:PORT; port 0 takes a free one.")
    var listen = "127.0.0.1:8080"

    @Option(help: "Where the site is reached from outside, e.g. https://huimin.example.")
    var origin: String?

    @Option(
        help: ArgumentHelp(
            "The carrier of text messages: tencent. By default HUIMIN_SMS.",
            discussion:
                "Its keys and templates stand in the environment, see docs/operations.md; `huimin sms` tries it out."))
    var sms: String?

    @Option(
        name: .customLong("cipher-suite"),
        help: ArgumentHelp(
            "AES-256-GCM or SM4-GCM: under what data are sealed (first start).",
            discussion: "SM4-GCM with HMAC-SM3 is the suite of 商用密码; keys.json keeps the choice."),
        transform: ServeCommand.parsedSuite)
    var suite = CipherSuite.international

    private static func parsedSuite(_ name: String) throws -> CipherSuite {
        guard let suite = CipherSuite(name: name) else {
            throw ValidationError("\(name): \(CipherSuite.allCases.map(\.name).joined(separator: ", ")).")
        }
        return suite
    }

    @Option(
        name: .customLong("department"),
        help: ArgumentHelp(
            "NAME=URL: where a department's interface is reached, instead of the address in its description.",
            discussion: "For a gateway before it, or a department's own place for trials; once for each department."))
    var departmentAddresses: [String] = []

    @Option(help: "People of the sample city (first start of a demo).")
    var people = 2000

    @Flag(help: "Run with the sample city.")
    var demo = false

    @Option(help: "Least level of the log: debug, info, notice, warning, error.")
    var logLevel = "notice"

    @Flag(help: .private)
    var untilStdinCloses = false

    func run() async throws {
        if untilStdinCloses { StandardInput.terminateWhenClosed() }
        LoggingSystem.bootstrap { JSONLogHandler(label: $0) }
        var log = Logger(label: "huimin")
        log.logLevel = Logger.Level(rawValue: logLevel) ?? .notice
        do {
            try await serve(log)
        } catch let error as StartupError {
            Terminal.complain(error.description)
            throw ExitCode(1)
        }
    }

    private func serve(_ log: Logger) async throws {
        let (host, port) = try Listen.parse(listen)
        guard !demo || Listen.isLoopback(host) else {
            throw StartupError("--demo 只能在本机地址上运行，例如 127.0.0.1:8080 (a demo listens on a loopback address only)")
        }
        guard demo || origin != nil else {
            throw StartupError(
                "请用 --origin 写明对外的网址，证照里要写它，签发后不能改 (name the outer address with --origin; certificates carry it)")
        }
        guard !demo || sms == nil else {
            throw StartupError("--demo 不真发短信，不能和 --sms 一起用 (a demo sends no messages: leave --sms out)")
        }
        let carrier = demo ? .sandbox : try Carrier.named(sms, environment: ProcessInfo.processInfo.environment)
        if case .none = carrier { Terminal.complain(Carrier.missing) }
        let settings = Settings(
            city: city, data: data, database: database, host: host, port: port, origin: origin, carrier: carrier,
            isDemo: demo, people: people, suite: suite)
        let given = try addresses()
        guard demo else { return try await start(settings, given, [], log) }
        let sample = try await SampleDepartments.open(settings.departments, people: people, clock: MachineClock())
        let witnesses = SampleWitnesses(directory: data + "/witnesses", setting: try settings.witnessSetting())
        try await sample.whileServing { departments in
            try await witnesses.whileServing { addresses in
                var settings = settings
                settings.witnesses = addresses
                try await start(settings, departments.merging(given) { $1 }, sample.accounts, log)
            }
        }
    }

    /// By department.
    private func addresses() throws -> [String: String] {
        try departmentAddresses.reduce(into: [:]) { addresses, text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("--department 写成 名称=网址 (write NAME=URL): \(text)")
            }
            addresses[parts[0]] = parts[1]
        }
    }

    private func start(
        _ settings: Settings, _ addresses: [String: String], _ accounts: [DemoAccount], _ log: Logger
    ) async throws {
        let platform = try await Platform(
            settings: settings, departmentAddresses: addresses, demoPeople: accounts, log: log)
        let posts = platform.staffLines
        try await platform.serve { port in
            Terminal.say("惠民互动平台已就绪 (ready): http://\(settings.host):\(port)")
            guard !accounts.isEmpty else { return }
            Terminal.say("演示账户 (demo accounts)，验证码在 (codes at) http://\(settings.host):\(port)/sandbox/inbox")
            for account in accounts {
                Terminal.say("  \(account.name)  \(account.residentID)  \(account.shows.chinese)")
            }
            Terminal.say("工作人员 (staff)，登录在 (sign in at) http://\(settings.host):\(port)/staff/sign-in")
            for post in posts { Terminal.say("  \(post)") }
        }
    }
}

/// HOST:PORT.
enum Listen {
    static func parse(_ text: String) throws -> (host: String, port: Int) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { throw ValidationError("--listen takes HOST:PORT, e.g. 127.0.0.1:8080") }
        return (String(text[..<colon]), port)
    }

    static func isLoopback(_ host: String) -> Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}
