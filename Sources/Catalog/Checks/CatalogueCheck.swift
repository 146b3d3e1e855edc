/// 全部事项 — what only shows when all definitions are looked at together: two items may not share a code, an address or
/// a name.
enum CatalogueCheck {
    static func findings(in roots: [YAMLNode]) -> [Finding] {
        let codes = roots.compactMap { root in
            root["编码"]?.string("本地").flatMap { LocalCode($0) }.map { (key: $0.serial, node: root["编码"]?["本地"] ?? root) }
        }
        let names = roots.compactMap { root in root.string("事项").map { (key: $0, node: root["事项"] ?? root) } }
        return repeated(codes, .slugTaken) + repeated(names, .itemNameTaken)
    }

    private static func repeated(_ keyed: [(key: String, node: YAMLNode)], _ complaint: Complaint) -> [Finding] {
        var first: [String: YAMLNode] = [:]
        return keyed.compactMap { key, node in
            guard let earlier = first[key] else {
                first[key] = node
                return nil
            }
            return complaint.with(["name": key, "other": earlier.position.description]).at(node.position)
        }
    }
}

extension Complaint {
    fileprivate static let slugTaken = Complaint(
        "item.slugTaken", zh: "序号 {name} 已经用在 {other}", en: "Serial {name} is already used at {other}",
        adviceZH: "换一个没有用过的四位序号：它是这个事项的网址",
        adviceEN: "choose four digits that were never used: they are the item's address")
    fileprivate static let itemNameTaken = Complaint(
        "item.itemNameTaken", zh: "“{name}”已经写在 {other}", en: "“{name}” is already defined at {other}",
        adviceZH: "一个事项只写一次；确是两个事项的，名称要能区分",
        adviceEN: "define it once; two different items need names that tell them apart")
}
