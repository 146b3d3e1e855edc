package import FEEL
import FoundationEssentials
import Synchronization

/// 时区 — the zones of this machine (Debian: package tzdata), each file read once. Items, expressions and models of others are
/// all decided with them.
package enum MachineZones {
    package static let table = ZoneTable { id in
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
}
