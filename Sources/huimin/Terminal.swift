import ArgumentParser
import FEEL
import Foundation
import Kernel
import Logging

/// What the program says to the person at the terminal; everything else goes to the log.
enum Terminal {
    static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
    static func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

/// Files named on the command line.
enum Files {
    static func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("读不到文件 \(path) (cannot read this file)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

/// The clock of the machine, for commands that have no platform.
struct MachineClock: TimeSource {
    func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// The present moment in China, as `now()` and `today()` give it.
    var dateTime: DateTime? {
        Value.temporal(now().iso8601).flatMap { value in
            if case .dateTime(let dateTime) = value { dateTime } else { nil }
        }
    }
}

/// Log lines as JSON on standard error: one object a line, for any collector.
struct JSONLogHandler: LogHandler {
    let label: String
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .notice

    init(label: String) { self.label = label }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members = [
            JSON.Member("time", JSON(MachineClock().now().iso8601)), JSON.Member("level", JSON(event.level.rawValue)),
            JSON.Member("logger", JSON(label)), JSON.Member("message", JSON(event.message.description)),
        ]
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted(by: {
            $0.key < $1.key
        }) {
            members.append(JSON.Member(key, JSON("\(value)")))
        }
        Terminal.complain(JSON.object(members).text)
    }
}
