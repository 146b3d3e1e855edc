import Foundation
import Synchronization

/// 临时文件夹 — a folder for the files of a test, gone with whoever holds it, also where a test fails half-way; what is held as
/// long as the process lives is gone at its end.
package final class ScratchFolder: Sendable {
    package let path: String

    /// Where it cannot be made, the first use of it says so.
    /// - Parameter name: whose it is, for whoever finds it while tests run.
    package init(_ name: String) {
        path =
            FileManager.default.temporaryDirectory.appending(path: "huimin-\(name)-\(UInt64.random(in: 0 ... .max))")
            .path()
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        Self.clearAtExit
        Self.held.withLock { [path] held in _ = held.insert(path) }
    }

    deinit {
        Self.held.withLock { [path] held in _ = held.remove(path) }
        try? FileManager.default.removeItem(atPath: path)
    }

    private static let held = Mutex<Set<String>>([])

    private static let clearAtExit: Void = {
        atexit {
            for path in ScratchFolder.held.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
        }
    }()
}
