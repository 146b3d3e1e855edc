import Foundation
import Glibc

/// What the kernel says of a process.
struct ProcessFigures: Sendable {
    /// User and system time of the process itself, all threads, in seconds.
    let cpuSeconds: Double
    /// The same of its children that have ended and been waited for.
    let endedChildrenCPUSeconds: Double
    let parent: Int32

    /// `nil` where there is no such process.
    init?(of process: Int32) {
        guard let stat = Self.text("/proc/\(process)/stat"), let end = stat.lastIndex(of: ")") else { return nil }
        // Behind the name in parentheses: state, parent, …; utime, stime, cutime and cstime are the 14th to 17th field.
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        guard fields.count > 14, let parent = Int32(fields[1]) else { return nil }
        let ticks = fields[11...14].compactMap { Double($0) }
        guard ticks.count == 4 else { return nil }
        let perSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
        cpuSeconds = (ticks[0] + ticks[1]) / perSecond
        endedChildrenCPUSeconds = (ticks[2] + ticks[3]) / perSecond
        self.parent = parent
    }

    /// User and system time of this very process, all threads, in seconds.
    static var ownCPUSeconds: Double { ProcessFigures(of: ownID)?.cpuSeconds ?? 0 }

    /// This very process.
    static var ownID: Int32 { getpid() }

    /// Resident memory in MiB; 0 where there is no such process.
    static func residentMiB(of process: Int32) -> Double {
        guard let status = text("/proc/\(process)/status"),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
        else { return 0 }
        return kilobytes / 1024
    }

    /// The CPU time of a process and all that come from it, living and ended.
    static func familySeconds(of root: Int32) -> Double {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let all = names.compactMap { Int32($0) }.compactMap { id in ProcessFigures(of: id).map { (id, $0) } }
        var family: Set<Int32> = [root]
        var hasGrown = true
        while hasGrown {
            let before = family.count
            for (id, figures) in all where family.contains(figures.parent) { family.insert(id) }
            hasGrown = family.count > before
        }
        return all.filter { family.contains($0.0) }.reduce(0) {
            $0 + $1.1.cpuSeconds + $1.1.endedChildrenCPUSeconds
        }
    }

    private static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// CPU time of the calling thread in seconds.
func threadCPUSeconds() -> Double {
    // Two words, seconds and nanoseconds. Not by the names of their members: two C modules of our packages claim to define
    // them, and which of them the compiler meets first is chance.
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 2) { words in
        words.initialize(repeating: 0)
        guard let start = words.baseAddress else { return 0 }
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, UnsafeMutableRawPointer(start).assumingMemoryBound(to: timespec.self))
        return Double(words[0]) + Double(words[1]) / 1e9
    }
}
