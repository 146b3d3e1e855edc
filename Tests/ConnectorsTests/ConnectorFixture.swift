import Exchange
import FoundationEssentials
import Kernel
import Logging
import SampleCity
import Scratch

/// A written city with the departments as their description files say, in a directory of its own.
final class ConnectorFixture {
    static let day = CivilDate(daysSinceEpoch: 20_779)

    private let scratch: ScratchFolder
    let directory: String
    let generator: CityGenerator
    private(set) var summary: CitySummary?

    init(people: Int = 120) async throws {
        scratch = ScratchFolder("source")
        directory = scratch.path
        generator = CityGenerator(seed: 7, people: people, day: Self.day)
        summary = try await generator.write(to: directory)
    }

    func demo(_ role: DemoPerson.Role) -> Citizen {
        guard let person = generator.demoPeople.first(where: { $0.role == role }) else {
            preconditionFailure("\(role)")
        }
        return person.citizen
    }

    /// A department as its file describes it, with passages replaced to make it wrong. Deadlines are long, since
    /// tests run on busy machines; a test that is about a deadline gives its own.
    static func department(
        _ name: String, replacing changes: [String: String] = [:], deadline: String = "30 秒"
    ) throws -> Department {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "City/departments/\(name).yaml")
        var yaml = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        for (old, new) in changes {
            guard yaml.contains(old) else { preconditionFailure("\(name).yaml has no \(old)") }
            yaml = yaml.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
        }
        yaml.replace(/时限: \d+ 毫秒/, with: "时限: \(deadline)")
        return try Department(yaml: yaml)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: directory + "/" + name))
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: directory + "/" + name))
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: directory + "/" + name) }
}

extension Department {
    func query(_ resource: String, _ number: String) throws -> SourceQuery {
        guard let resource = resources.first(where: { $0.name == resource }) else { preconditionFailure(resource) }
        return SourceQuery(
            resource: resource, key: ["证件号码": number], requestID: "test",
            purpose: ReadPurpose(item: "339900-MZ-0007", caseReference: nil, basis: "示例"))
    }
}

/// Noon of the city's day, or of another.
struct FixedTime: TimeSource {
    var instant = Instant(milliseconds: (Int64(ConnectorFixture.day.daysSinceEpoch) * 24 + 4) * 3_600_000)

    func now() -> Instant { instant }
}

struct RandomIDs: IDSource {
    func identifier<Subject>(_ subject: Subject.Type) -> Identifier<Subject> {
        Identifier(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
    }

    func randomBytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: 0 ... .max) } }
}

/// Always the same bytes: a broken source of nonces.
struct StuckIDs: IDSource {
    func identifier<Subject>(_ subject: Subject.Type) -> Identifier<Subject> { Identifier(high: 1, low: 1) }
    func randomBytes(_ count: Int) -> [UInt8] { Array(repeating: 7, count: count) }
}

/// Runs 人社's real server on a free port while `body` runs.
func withSocialSecurity<Value: Sendable>(
    _ directory: String, condition: SocialSecurityDepartment.Condition = .well,
    _ body: @escaping @Sendable (_ address: String) async throws -> Value
) async throws -> Value {
    // The server is ended by cancelling it, of which it complains.
    let logger = Logger(label: "renshe") { _ in SwiftLogNoOpLogHandler() }
    let department = SocialSecurityDepartment(
        dataDirectory: directory, time: FixedTime(), condition: condition, logger: logger)
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    return try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask {
            try await department.run(host: "127.0.0.1", port: 0) { port.yield($0) }
            return nil
        }
        group.addTask {
            for await port in ports { return try await body("http://127.0.0.1:\(port)") }
            return nil
        }
        defer { group.cancelAll() }
        while let value = try await group.next() { if let value { return value } }
        throw SourceFault.unreachable
    }
}
