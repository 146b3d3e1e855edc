import Kernel
package import Web

extension FormFields {
    /// What was typed, by field name, of the fields whose names begin with `prefix`. The three boxes of a date are one answer
    /// (`2024-03-05`); what is no day stays as it was typed, so that it can be mended.
    package func entries(_ prefix: String) -> [String: String] {
        pairs.reduce(into: [:]) { entries, pair in
            guard pair.name.hasPrefix(prefix) else { return }
            let name = String(pair.name.dropFirst(prefix.count))
            guard let dot = name.lastIndex(of: "."), ["year", "month", "day"].contains(name[name.index(after: dot)...])
            else {
                entries[name] = pair.value
                return
            }
            let field = String(name[..<dot])
            entries[field] = dayText(prefix + field)
        }
    }

    private func dayText(_ name: String) -> String {
        if let day = day(name) { return day.description }
        let parts = ["year", "month", "day"].map { text("\(name).\($0)") ?? "" }
        return parts.allSatisfy(\.isEmpty) ? "" : parts.joined(separator: "-")
    }
}
