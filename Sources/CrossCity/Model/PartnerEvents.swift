import EventLog
import Kernel

/// What happens between two cities beside their cases.
enum PartnerEvents {
    /// 采信公钥 — the keys that a partner announced are believed from now on, and none but these; of class `exchange`.
    static let keysBelieved: EventKind = "partner.keysBelieved"
}

extension KeyAnnouncement.Announced {
    /// As the event holds it.
    func body(of division: String) -> JSON {
        ["partner": JSON(division), "announcedAt": JSON(at), "keys": .array(keys)]
    }
}
