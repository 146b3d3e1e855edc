import Foundation

/// This very program run once more, for the processes beside a demo. It ends when its standard input closes, so that it never
/// outlives us, however we end.
final class ChildProgram {
    private let process = Process()
    private let (lifeline, answers) = (Pipe(), Pipe())

    /// - Parameter arguments: a command that knows `--until-stdin-closes`.
    init(_ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments + ["--until-stdin-closes"]
        process.standardInput = lifeline
        process.standardOutput = answers
        try process.run()
    }

    /// What it says next; `nil` where it has ended.
    func nextLine() -> String? {
        var bytes: [UInt8] = []
        while let byte = try? answers.fileHandleForReading.read(upToCount: 1)?.first {
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        return nil
    }

    /// Tells it to end.
    func release() { try? lifeline.fileHandleForWriting.close() }

    func waitUntilEnded() { process.waitUntilExit() }
}
