import FEEL
import Foundation
import Kernel
import Synchronization

/// 时区 — the zones of this machine (Debian: package tzdata), each file read once.
enum MachineZones {
    static let table = ZoneTable { id in
        known.withLock { known in
            if let rules = known[id] { return rules }
            let rules = FileManager.default.contents(atPath: "/usr/share/zoneinfo/" + id).flatMap {
                ZoneRules(id: id, tzif: $0)
            }
            known[id] = rules
            return rules
        }
    }

    private static let known = Mutex<[String: ZoneRules]>([:])

    /// The present moment in China, as `now()` and `today()` give it.
    static var clock: DateTime? {
        Value.temporal(MachineClock().now().iso8601).flatMap { value in
            if case .dateTime(let dateTime) = value { dateTime } else { nil }
        }
    }
}
