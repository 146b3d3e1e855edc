#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// CPU seconds of this process: on a machine that others share, time on the wall says little.
func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Runs whole rounds for at least so many CPU seconds and gives the CPU seconds of the fastest round: what others do to
/// the caches meanwhile only ever slows a round down.
func fastestRound(seconds: Double, _ round: () -> Void) -> Double {
    let end = cpuSeconds() + seconds
    var best = Double.infinity
    repeat {
        let start = cpuSeconds()
        round()
        best = min(best, cpuSeconds() - start)
    } while cpuSeconds() < end
    return best
}

/// CPU seconds for each of many rounds together, and their number.
func averageRound(seconds: Double, _ round: () -> Void) -> Double {
    let start = cpuSeconds()
    var rounds = 0.0
    repeat {
        round()
        rounds += 1
    } while cpuSeconds() - start < seconds
    return (cpuSeconds() - start) / rounds
}

/// Bytes of this process that are in memory.
func residentBytes() throws(BenchFailure) -> Int {
    let pages = try contents(of: "/proc/self/statm").split(separator: " ").dropFirst().first.flatMap { Int($0) }
    guard let pages else { throw BenchFailure(message: "/proc/self/statm cannot be read") }
    return pages * Int(getpagesize())
}

/// A whole file as text.
func contents(of path: String) throws(BenchFailure) -> String {
    guard let file = fopen(path, "rb") else { throw BenchFailure(message: "cannot open \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = Array(repeating: UInt8(0), count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
}

/// Writes a line to the standard error.
func complain(_ text: String) {
    let line = Array((text + "\n").utf8)
    write(STDERR_FILENO, line, line.count)
}
