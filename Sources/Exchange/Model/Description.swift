import Kernel
import Yams

/// A description file as a tree of texts: no typing by YAML, every scalar is what was written.
package indirect enum Description: Sendable, Equatable {
    case text(String)
    case list([Description])
    case map([Entry])

    package struct Entry: Sendable, Equatable {
        package let key: String
        package let value: Description
    }

    /// Reads YAML.
    /// - Throws: `DescriptionError` with line and column.
    package init(yaml: String) throws {
        guard let node = try Yams.compose(yaml: yaml) else { throw DescriptionError(path: "", problem: "empty file") }
        self = try Self.tree(node)
    }

    package subscript(key: String) -> Description? {
        if case .map(let entries) = self { entries.first { $0.key == key }?.value } else { nil }
    }

    package var text: String? { if case .text(let text) = self { text } else { nil } }
    package var list: [Description]? { if case .list(let list) = self { list } else { nil } }
    package var entries: [Entry] { if case .map(let entries) = self { entries } else { [] } }

    /// The texts of a list.
    package var texts: [String] { list?.compactMap(\.text) ?? [] }
    /// The texts of a map of texts.
    package var textMap: [String: String] {
        entries.reduce(into: [:]) { map, entry in map[entry.key] = entry.value.text }
    }

    /// The text at a path of keys, or an error that names the path.
    package func required(_ path: String...) throws -> String {
        var node: Description? = self
        for key in path { node = node?[key] }
        guard let text = node?.text else {
            throw DescriptionError(path: path.joined(separator: "."), problem: "缺少，或不是文字 (missing, or not a text)")
        }
        return text
    }

    private static func tree(_ node: Node) throws -> Description {
        switch node {
        case .scalar(let scalar): return .text(scalar.string)
        case .sequence(let sequence): return .list(try sequence.map(tree))
        case .mapping(let mapping):
            return .map(
                try mapping.map { key, value in
                    guard let text = key.scalar?.string else {
                        throw DescriptionError(path: "\(key.mark?.line ?? 0)", problem: "a key is a text")
                    }
                    return Entry(key: text, value: try tree(value))
                })
        case .alias: throw DescriptionError(path: "", problem: "不使用锚点和别名 (no anchors or aliases)")
        }
    }
}

/// What is wrong with a description file.
package struct DescriptionError: Error, Sendable, Equatable, CustomStringConvertible {
    package let path: String
    package let problem: String

    package init(path: String, problem: String) {
        self.path = path
        self.problem = problem
    }

    package var description: String { "\(path): \(problem)" }
}
