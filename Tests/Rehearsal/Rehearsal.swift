import Cases
package import CrossCity
package import EventLog
package import Exchange
import FoundationEssentials
package import Kernel
import Logging
import Scratch
package import Server
import Storage
import Synchronization
package import Vault

/// 演练: the whole platform on a database of its own, without a socket, with departments that answer from memory and a
/// clock that is moved by hand.
package final class Rehearsal: Sendable {
    package let house: RehearsalHouse
    package let platform: Platform
    package let gate: RequestGate
    package let journalLines = LogLines()
    private let sequencer: LogSequencer

    package var folder: String { house.folder }
    package var clock: RehearsalClock { house.clock }
    package var population: RehearsalDepartment { house.population }
    package var civilAffairs: RehearsalDepartment { house.civilAffairs }
    package var disabledPersons: RehearsalDepartment { house.disabledPersons }
    package var traffic: RehearsalDepartment { house.traffic }
    package var socialSecurity: RehearsalDepartment { house.socialSecurity }

    /// - Parameters:
    ///   - house: what stays when the server goes; a new one where none is given. A second server in one house is a
    ///     restart: the first has to be stopped and let go.
    ///   - partnerLink: the way to other cities; nowhere by default.
    package init(
        isDemo: Bool = true, in house: RehearsalHouse = RehearsalHouse(), partnerLink: (any PartnerLink)? = nil
    ) async throws {
        self.house = house
        let lines = journalLines
        var log = Logger(label: "rehearsal") { _ in RecordingLogHandler(lines: lines) }
        log.logLevel = .trace
        platform = try await Platform(
            settings: Settings(
                city: house.city, data: house.folder, database: house.database,
                origin: "https://huimin.example", isDemo: isDemo, suite: house.suite),
            departmentAddresses: [:], demoPeople: [], log: log, clock: house.clock,
            sources: [
                "公安": house.population, "民政": house.civilAffairs, "人社": house.socialSecurity,
                "公积金": RehearsalDepartment(), "残联": house.disabledPersons,
                "公安交管": house.traffic,
            ], partnerLink: partnerLink)
        gate = platform.gate()
        sequencer = LogSequencer(
            database: platform.database, directory: platform.directory, identity: platform.identity, time: house.clock)
        guard try await sequencer.start(exclusively: true) else { throw LogFault.leaseLost }
    }

    /// Stops what runs, as a server does at its end.
    package func stop() async throws {
        try await sequencer.stop()
        try await platform.database.close()
    }

    /// Registers a person with all departments, as sound records say it.
    package func settle(_ citizen: RehearsalCitizen) {
        population.put("人口信息", citizen.number, citizen.populationRecord)
        socialSecurity.put("社保卡", citizen.number, citizen.cardRecord)
    }

    /// Reads the files of its public log.
    package var logFile: LogAudit.Source {
        let log = platform.directory.path
        return { name in FileManager.default.contents(atPath: "\(log)/\(name)").map { [UInt8]($0) } }
    }

    /// Lets the work beside requests finish: the outbox, then the sequencer.
    package func workOff() async throws {
        while try await platform.outbox.deliverDue(handlers: platform.handlers) > 0 {}
        while try await sequencer.step() > 0 {}
    }
}

/// What stays when a server stops: its data, its city, the time, and the departments.
package final class RehearsalHouse: Sendable {
    private let scratch = ScratchFolder("rehearsal")
    package var folder: String { scratch.path + "/data" }
    /// The city's definitions: the project's own, or a copy that a test may change.
    package let city: String
    /// The database's address; a file in the data directory where there is none.
    package let database: String?
    package let clock = RehearsalClock()
    package let population = RehearsalDepartment()
    package let civilAffairs = RehearsalDepartment()
    package let socialSecurity = RehearsalDepartment()
    package let disabledPersons = RehearsalDepartment()
    package let traffic = RehearsalDepartment()

    /// Of the keys that its first server makes.
    package let suite: CipherSuite

    package init(database: String? = nil, suite: CipherSuite = .international) {
        self.database = database
        self.suite = suite
        city = Self.patientCity
    }

    /// - Parameters:
    ///   - copyingCity: definitions of its own, which `change` changes.
    ///   - deadline: within which departments have to answer, as definitions write it.
    package init(copyingCity: Bool, database: String? = nil, deadline: String = patience) throws {
        self.database = database
        suite = .international
        city = copyingCity ? scratch.path + "/city" : Self.patientCity
        if copyingCity { try Self.copyCity(to: city, deadline: deadline) }
    }

    /// Writes a definition anew, with every `old` replaced.
    package func change(_ item: String, _ replacements: [(old: String, new: String)]) throws {
        try change(file: "items/\(item)/item.yaml", replacements)
    }

    /// The same for any file of the city's folder.
    package func change(file: String, _ replacements: [(old: String, new: String)]) throws {
        let path = "\(city)/\(file)"
        var text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        for (old, new) in replacements {
            guard text.contains(old) else { throw RehearsalFault.notInDefinition(old) }
            text = text.replacing(old, with: new)
        }
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    /// Writes a file of the city's folder anew.
    package func write(file: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(city)/\(file)"))
    }

    /// Departments that answer from memory do so at once, but a busy machine may run them late: what is tested is seldom the
    /// time.
    package static let patience = "60 秒"

    /// The project's own city, with patience; one copy for all.
    private static var patientCity: String { sharedFolder.path + "/city" }

    private static let sharedFolder: ScratchFolder = {
        let folder = ScratchFolder("city")
        // Where it cannot be copied, the first look into it says so.
        try? copyCity(to: folder.path + "/city", deadline: patience)
        return folder
    }()

    private static func copyCity(to path: String, deadline: String) throws {
        try FileManager.default.copyItem(atPath: projectCity, toPath: path)
        for file in try FileManager.default.contentsOfDirectory(atPath: "\(path)/departments")
        where file.hasSuffix(".yaml") {
            let url = URL(filePath: "\(path)/departments/\(file)")
            let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
            try Data(text.replacing(/时限: \d+ 毫秒/, with: "时限: \(deadline)").utf8).write(to: url)
        }
    }

    private static var projectCity: String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "City").path()
    }
}

/// 两种数据库 — what tests run on that have to hold on both.
package enum RehearsalStore: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// Those that are here: where PostgreSQL is not installed, its tests are passed over.
    package static var here: [RehearsalStore] { PostgresCluster.url == nil ? [.sqlite] : allCases }

    /// The address of an empty database; `nil` for a file in the data directory.
    package func emptyDatabase() async throws -> String? {
        self == .postgres ? try await PostgresCluster.emptyDatabaseURL() : nil
    }
}

package enum RehearsalFault: Error { case notInDefinition(String) }

package final class RehearsalClock: TimeSource {
    /// Saturday, 2026-11-21, noon in China.
    private let instant = Mutex(Instant(milliseconds: 1_795_233_600_000))

    package init() {}

    package func now() -> Instant { instant.withLock { $0 } }
    package func advance(seconds: Int64) { instant.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// A department that answers from memory, and fails when it is told to.
package final class RehearsalDepartment: SourceConnector {
    private struct State {
        var records: [String: [SourceRecord]] = [:]
        var fault: SourceFault?
        var isSilent = false
        var losesAnswers: SourceFault?
        var deliveries: [String: SourceDelivery] = [:]
        var registered: [Registration] = []
        var attempts = 0
        var questions: [(resource: String, fields: Set<String>)] = []
    }
    private let state = Mutex(State())

    package init() {}

    package func put(_ resource: String, _ number: String, _ columns: [String: String?]...) {
        state.withLock { $0.records["\(resource)/\(number)"] = columns.map(SourceRecord.init(columns:)) }
    }

    /// Has a record no more.
    package func forget(_ resource: String, _ number: String) {
        state.withLock { $0.records["\(resource)/\(number)"] = nil }
    }

    /// What it was asked, by resource, and which fields were wanted.
    package var questions: [(resource: String, fields: Set<String>)] { state.withLock { $0.questions } }

    package func fail(_ fault: SourceFault?) { state.withLock { $0.fault = fault } }
    package func fallSilent(_ isSilent: Bool = true) { state.withLock { $0.isSilent = isSilent } }

    /// From now on it does what it is told, and nobody hears of it.
    /// - Parameter fault: what comes instead.
    package func loseAnswers(_ losesAnswers: Bool = true, as fault: SourceFault = .timedOut) {
        state.withLock { $0.losesAnswers = losesAnswers ? fault : nil }
    }

    /// What arrived, by event.
    package var deliveries: [String: SourceDelivery] { state.withLock { $0.deliveries } }
    package var attempts: Int { state.withLock { $0.attempts } }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        state.withLock { $0.questions.append((query.resource.name, query.fields)) }
        try await answerable()
        return state.withLock { $0.records["\(query.resource.name)/\(query.key["证件号码"] ?? "")"] ?? [] }
    }

    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        state.withLock { $0.attempts += 1 }
        try await answerable()
        let (number, lost) = state.withLock { state in
            state.deliveries[delivery.eventID] = delivery
            let number = "SL\(state.deliveries.count)"
            if !state.registered.contains(where: { $0.key == delivery.eventID }) {
                state.registered.append(
                    Registration(key: delivery.eventID, number: number, values: delivery.values.mapValues { $0 }))
            }
            return (number, state.losesAnswers)
        }
        if let lost { throw lost }
        return Acknowledgement(number: number)
    }

    package func registrations(_ query: RegistrationQuery) async throws(SourceFault) -> [Registration] {
        try await answerable()
        let (from, until) = (query.values["自"] ?? "", query.values["至"] ?? "")
        let deliveries = deliveries
        return registered.filter {
            // What a test made up is of every resource, and no correction.
            let told = deliveries[$0.key]?.resource
            guard told.map({ $0.name == query.resource.name }) ?? !query.resource.isCorrecting else { return false }
            let at = ($0.values["送达时间"] ?? nil) ?? ""
            return from <= at && at < until
        }
    }

    /// What it holds of what it was told; a test loses some, changes some, and makes some up.
    package var registered: [Registration] {
        get { state.withLock { $0.registered } }
        set { state.withLock { $0.registered = newValue } }
    }

    package func selfCheck() async -> [CheckFinding] { [] }

    private func answerable() async throws(SourceFault) {
        let (fault, isSilent) = state.withLock { ($0.fault, $0.isSilent) }
        if isSilent { try? await Task.sleep(for: .seconds(3600)) }
        if let fault { throw fault }
    }
}

/// What was logged, as the collector would have it.
package final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])
    package init() {}
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    package var text: String { lines.withLock { $0.joined(separator: "\n") } }
}

struct RecordingLogHandler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    init(lines: LogLines) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add("\(event.level) \(event.message) \(event.metadata ?? [:])")
    }
}
