import Foundation
import Glibc

/// A `huimin` of its own, as an operator starts it. Ends with us, however we end.
final class ServerProcess {
    private let process = Process()
    private let output = Pipe()
    /// Closes when we end: then it ends too.
    private let lifeline = Pipe()
    /// Where it answers, as its first lines say.
    let address: String

    var id: Int32 { process.processIdentifier }

    /// Starts this very program with other arguments and waits for the line that names its address.
    /// - Throws: `BenchFault` where it ends before.
    init(_ arguments: [String], quietly: Bool = true) throws {
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardOutput = output
        process.standardInput = lifeline
        if quietly { process.standardError = FileHandle.nullDevice }
        try process.run()
        guard let address = Self.address(in: output.fileHandleForReading) else {
            process.waitUntilExit()
            throw BenchFault("huimin \(arguments.prefix(2).joined(separator: " ")) did not start")
        }
        self.address = address
    }

    /// Runs this very program to its end, unheard.
    static func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchFault("huimin \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
        }
    }

    /// Asks it to stop and waits until it has; after half a minute it is killed.
    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        let deadline = ContinuousClock.now.advanced(by: .seconds(30))
        while process.isRunning, ContinuousClock.now < deadline { usleep(20_000) }
        if process.isRunning { kill(id, SIGKILL) }
        process.waitUntilExit()
    }

    deinit { stop() }

    private static func address(in handle: FileHandle) -> String? {
        var text = ""
        while true {
            let bytes = handle.availableData
            guard !bytes.isEmpty else { return nil }
            text += String(decoding: bytes, as: UTF8.self)
            guard let end = text.lastIndex(of: "\n") else { continue }
            if let found = text[..<end].firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/) { return String(found.0) }
        }
    }
}

/// Why a bench could not be run, in words for the person who runs it.
package struct BenchFault: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
