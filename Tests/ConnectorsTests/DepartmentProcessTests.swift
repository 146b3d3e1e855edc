import Connectors
import Exchange
import Foundation
import Glibc
import Kernel
import SampleCity
import Testing

/// `huimin department 人社` as a process of its own, which ends with the object.
private final class DepartmentProcess {
    /// Built beside the tests; `nil` where only the tests were built.
    static let program: URL? = {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = tests.deletingLastPathComponent().appending(path: "huimin")
        return FileManager.default.isExecutableFile(atPath: program.path()) ? program : nil
    }()

    private let process = Process()
    private let lifeline = Pipe()

    /// - Returns: the address it listens on.
    func start(_ program: URL, data: String) throws -> String {
        let answers = Pipe()
        process.executableURL = program
        process.arguments = ["department", "人社", "--data", data, "--listen", "127.0.0.1:0", "--until-stdin-closes"]
        process.standardInput = lifeline
        process.standardOutput = answers
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line: [UInt8] = []
        while let byte = try answers.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }

    func kill() {
        if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    deinit { if process.isRunning { kill() } }
}

@Suite("人社 as a process of its own")
struct DepartmentProcessTests {
    @Test(
        "answers like any server; killed, it is a source that cannot be reached",
        .enabled(if: DepartmentProcess.program != nil, "skipped: the program huimin is not built"))
    func answersUntilKilled() async throws {
        let city = try await ConnectorFixture(people: 20)
        let process = DepartmentProcess()
        let address = try process.start(try #require(DepartmentProcess.program), data: city.directory)
        let department = try ConnectorFixture.department("人社")
        let source = try HTTPConnector(
            department, dataDirectory: city.directory, address: address, time: RealTime(), ids: RandomIDs())
        let elder = city.demo(.elder)
        let query = try department.query("社保卡", elder.residentNumber)
        #expect(try await source.fetch(query).first?.text("bank.accountName") == elder.name)
        process.kill()
        await #expect(throws: SourceFault.unreachable) { _ = try await source.fetch(query) }
    }
}

/// The process has the machine's clock, so its partner needs it as well.
private struct RealTime: TimeSource {
    func now() -> Instant { Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000)) }
}
