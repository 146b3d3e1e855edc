/// 待检查的事项 — one definition as its checks see it: the tree with its places, what of it can be read already, and what is
/// registered elsewhere.
struct ItemSource {
    let root: YAMLNode
    let known: KnownSources
    let reader: ItemReader
    /// The examples that can be read.
    let examples: [ItemExample]
    /// The rules, as far as they compile; `nil` where the item has none.
    let rules: RulesReading?

    init(root: YAMLNode, known: KnownSources) {
        self.root = root
        self.known = known
        reader = ItemReader(root: root)
        examples = root["示例"]?.list?.compactMap(reader.example) ?? []
        rules = RulesReading(root: root, reader: reader)
    }

    /// The place of a value under nested keys, or of the closest record above it.
    func position(_ keys: String...) -> FilePosition {
        var node = root
        for key in keys {
            guard let next = node[key] else { return node.position }
            node = next
        }
        return node.position
    }

    /// The place of a top-level key itself.
    func keyPosition(_ key: String) -> FilePosition { root.entry(key)?.keyPosition ?? root.position }

    var fieldEntries: [YAMLNode.Entry] { root["信息"]?.entries ?? [] }
}

/// 检查 — one family of rules that a definition has to keep.
protocol ItemCheck: SendableMetatype {
    static func findings(in source: ItemSource) -> [Finding]
}

/// Every check of one definition, in the order in which an author would want to mend.
enum ItemChecks {
    static let all: [any ItemCheck.Type] = [
        ServiceCheck.self, LawCheck.self, MaterialCheck.self, FieldCheck.self, AccountCheck.self, ScoreWordCheck.self,
        StandardCheck.self, RulesCheck.self, ReasonCheck.self, ExampleCheck.self, OutcomeCheck.self,
        RegisterCheck.self,
    ]
}
