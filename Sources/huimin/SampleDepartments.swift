import Foundation
import Kernel
import SampleCity
import Server

/// The departments of the sample city beside a demo: their files, and the one that is a process of its own.
struct SampleDepartments {
    let directory: String
    let accounts: [DemoAccount]

    /// Makes the city at the first start; puts out the day's files as the departments do every night.
    static func open(_ directory: String, people: Int, clock: some TimeSource) async throws -> SampleDepartments {
        let today = clock.now().civilDate()
        let generator: CityGenerator
        if let existing = CityGenerator.existing(in: directory) {
            generator = existing
            try existing.writeFundDrop(day: today, to: directory)
        } else {
            Terminal.say("首次启动：正在生成示例城市（\(people) 位虚构居民）… (making the sample city)")
            generator = CityGenerator(seed: 339_900, people: people, day: today)
            _ = try await generator.write(to: directory)
        }
        let accounts = generator.demoPeople.map { person in
            DemoAccount(name: person.citizen.name, residentID: person.citizen.residentNumber, shows: person.shows)
        }
        return SampleDepartments(directory: directory, accounts: accounts)
    }

    /// Runs 人社 as a process of its own while `body` runs. The child ends when its standard input closes, so that it never
    /// outlives us, however we end.
    /// - Parameter body: takes the addresses that the departments' systems listen on.
    func whileServing(_ body: ([String: String]) async throws -> Void) async throws {
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        child.arguments = ["department", "人社", "--data", directory, "--listen", "127.0.0.1:0", "--until-stdin-closes"]
        let (lifeline, answers) = (Pipe(), Pipe())
        child.standardInput = lifeline
        child.standardOutput = answers
        try child.run()
        defer {
            try? lifeline.fileHandleForWriting.close()
            child.waitUntilExit()
        }
        guard let address = firstLine(answers.fileHandleForReading) else {
            throw StartupError("人社的示例系统没有启动，请看它上面的报错 (the sample system of 人社 did not start)")
        }
        try await body(["人社": address])
    }

    private func firstLine(_ handle: FileHandle) -> String? {
        var bytes: [UInt8] = []
        while let byte = try? handle.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { bytes.append(byte) }
        let line = String(decoding: bytes, as: UTF8.self)
        return line.hasPrefix("http://") ? line : nil
    }
}
