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

    /// Runs 人社 as a process of its own while `body` runs.
    /// - Parameter body: takes the addresses that the departments' systems listen on.
    func whileServing(_ body: ([String: String]) async throws -> Void) async throws {
        let child = try ChildProgram(["department", "人社", "--data", directory, "--listen", "127.0.0.1:0"])
        defer {
            child.release()
            child.waitUntilEnded()
        }
        guard let address = child.nextLine(), address.hasPrefix("http://") else {
            throw StartupError("人社的示例系统没有启动，请看它上面的报错 (the sample system of 人社 did not start)")
        }
        try await body(["人社": address])
    }
}
