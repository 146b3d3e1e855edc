import Foundation

/// The files of the project, as text.
enum Checkout {
    struct SourceFile: Sendable {
        /// Relative to the root.
        let path: String
        let lines: [Substring]

        /// `Sources/Cases/…` → `Cases`
        var target: String {
            let parts = path.split(separator: "/")
            let start = parts.first == "Engines" ? 2 : 1
            return parts.count > start ? String(parts[start]) : ""
        }

        var isTest: Bool { path.hasPrefix("Tests/") || path.hasPrefix("Engines/Tests/") }
    }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static let swift: [SourceFile] = ["Sources", "Tests", "Engines/Sources", "Engines/Tests"].flatMap {
        files(in: $0, ending: ".swift")
    }
    static let sources = swift.filter { !$0.isTest }

    static func files(in folder: String, ending: String) -> [SourceFile] {
        let names = FileManager.default.enumerator(atPath: "\(root)/\(folder)")?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(ending) }.sorted().compactMap { name in
            guard let data = FileManager.default.contents(atPath: "\(root)/\(folder)/\(name)") else { return nil }
            let text = String(decoding: data, as: UTF8.self)
            return SourceFile(
                path: "\(folder)/\(name)", lines: text.split(separator: "\n", omittingEmptySubsequences: false))
        }
    }
}
