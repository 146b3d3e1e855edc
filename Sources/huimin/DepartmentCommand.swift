import ArgumentParser
import Foundation
import Kernel
import Logging
import SampleCity

/// `huimin department`: one department's own system of the sample city, as a process.
struct DepartmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "department", abstract: "Run one department's own system of the sample city.",
        discussion: "Only 人社 has a system that listens; the others' systems are files.")

    @Argument(help: "人社")
    var name: String

    @Option(help: "The sample city's folder.")
    var data = "data/departments"

    @Option(help: "HOST:PORT on this machine; port 0 takes a free one.")
    var listen = "127.0.0.1:8702"

    @Flag(help: "End when standard input closes.")
    var untilStdinCloses = false

    func run() async throws {
        guard name == "人社" else { throw ValidationError("只有“人社”有自己的接口进程；其他部门的系统是文件。") }
        let (host, port) = try Listen.parse(listen)
        guard Listen.isLoopback(host) else { throw ValidationError("示例系统只在本机地址上运行。") }
        // Its address is all that anybody wants to hear; stopping is no fault.
        var quiet = Logger(label: "renshe")
        quiet.logLevel = .critical
        let department = SocialSecurityDepartment(dataDirectory: data, time: MachineClock(), logger: quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await department.run(host: host, port: port) { port in Terminal.say("http://\(host):\(port)") }
            }
            if untilStdinCloses { group.addTask { await StandardInput.untilClosed() } }
            try await group.next()
            group.cancelAll()
        }
    }
}

/// Waits for the end of standard input without holding a thread of the pool.
enum StandardInput {
    /// Ends this process, in order, when whoever started it ends, however that comes about.
    static func terminateWhenClosed() {
        let thread = Thread {
            while let data = try? FileHandle.standardInput.read(upToCount: 256), !data.isEmpty {}
            kill(getpid(), SIGTERM)
        }
        thread.start()
    }

    static func untilClosed() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let thread = Thread {
                while let data = try? FileHandle.standardInput.read(upToCount: 256), !data.isEmpty {}
                continuation.resume()
            }
            thread.start()
        }
    }
}
