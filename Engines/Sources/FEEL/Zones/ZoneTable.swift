/// 时区表 — where an expression finds the zone behind `@Europe/Paris`. Zones of a fixed offset (`UTC`, `Etc/GMT+5` …) are
/// always known; all others come from the caller, who may read them from the files of the system.
public struct ZoneTable: Sendable {
    private let find: @Sendable (String) -> ZoneRules?

    /// `find` gives the rules of a zone, or `nil` where there is no such zone. It is asked for plain names only, never
    /// for `..` or a path from the root, and it is asked again each time: keep what was read.
    public init(_ find: @escaping @Sendable (String) -> ZoneRules?) { self.find = find }

    /// A table of zones that stand ready.
    public init(_ zones: [ZoneRules]) {
        let byID = Dictionary(zones.map { ($0.id, $0) }) { first, _ in first }
        self.init { byID[$0] }
    }

    /// Fixed offsets only.
    public static let fixed = ZoneTable { _ in nil }

    /// The rules of a zone; `nil` where the name is none or unknown.
    public func rules(for id: String) -> ZoneRules? {
        guard ZoneTable.isName(id) else { return nil }
        return find(id) ?? ZoneTable.fixedZones[id]
    }

    /// Letters, digits and `_ + -`, in parts divided by single slashes.
    private static func isName(_ id: String) -> Bool {
        guard id.utf8.count <= 64 else { return false }
        return id.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.unicodeScalars.allSatisfy {
                    Lexicon.isDigit($0) || "_+-".unicodeScalars.contains($0) || ("a"..."z").contains($0)
                        || ("A"..."Z").contains($0)
                }
        }
    }

    private static let fixedZones: [String: ZoneRules] = {
        let plain = ["UTC", "GMT", "UCT", "Zulu", "Universal", "Greenwich", "GMT0", "GMT+0", "GMT-0"]
        let names = plain + plain.map { "Etc/" + $0 }
        var zones = names.map { ZoneRules(id: $0, offset: 0) }
        // The sign is that of POSIX: Etc/GMT-8 lies east of Greenwich.
        for hours in 1...14 { zones.append(ZoneRules(id: "Etc/GMT-\(hours)", offset: hours * 3600)) }
        for hours in 1...12 { zones.append(ZoneRules(id: "Etc/GMT+\(hours)", offset: -hours * 3600)) }
        return Dictionary(uniqueKeysWithValues: zones.map { ($0.id, $0) })
    }()
}
