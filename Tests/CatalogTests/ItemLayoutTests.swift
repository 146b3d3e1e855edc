import Catalog
import Decisions
import Foundation
import Testing

/// `huimin item format`: the house's order and layout, and nothing lost on the way.
@Suite struct ItemLayoutTests {
    private static func laidOut(_ text: String) throws -> String {
        try ItemLayout.text(of: DefinitionFile(path: "item.yaml", bytes: Array(text.utf8)))
    }

    @Test("本市的事项已经是这个样子", arguments: try DefinitionFolder.definitions(at: Fixtures.city.path).map(\.path))
    func cityStandsAsItIs(_ path: String) throws {
        let file = try #require(try DefinitionFolder.definitions(at: path).first)
        #expect(try ItemLayout.text(of: file) == String(decoding: file.bytes, as: UTF8.self))
    }

    @Test("整理不改意思，再整理一次什么也不变", arguments: 0..<60)
    func shufflingIsUndone(_ seed: Int) throws {
        var generator = SplitMix(state: UInt64(seed))
        let files = try DefinitionFolder.definitions(at: Fixtures.city.path)
        let text = String(decoding: files[seed % files.count].bytes, as: UTF8.self)
        let shuffled = DisorderedItem(text).text(&generator)
        let laidOut = try Self.laidOut(shuffled)
        #expect(try Meaning(laidOut) == Meaning(text), "seed \(seed)")
        #expect(try Self.laidOut(laidOut) == laidOut, "seed \(seed)")
        let withoutComments = laidOut.split(separator: "\n", omittingEmptySubsequences: false).filter {
            !$0.contains("# 备注")
        }
        #expect(withoutComments.joined(separator: "\n") == text, "seed \(seed)")
        let notes = (0..<20).filter { laidOut.contains("# 备注 \($0)\n") }
        #expect(notes == (0..<20).filter { shuffled.contains("# 备注 \($0)\n") }, "seed \(seed)")
    }

    @Test("有错的定义也能整理，意思和注释不变")
    func brokenDefinitionsKeepTheirMeaning() throws {
        var count = 0
        for url in try Fixtures.files(in: Fixtures.broken, suffix: ".yaml") {
            let text = try Fixtures.text(url)
            guard let laidOut = try? Self.laidOut(text) else { continue }
            count += 1
            #expect(try Meaning(laidOut) == Meaning(text), "\(url.lastPathComponent)")
            #expect(try Self.laidOut(laidOut) == laidOut, "\(url.lastPathComponent)")
        }
        #expect(count > 80)
    }

    @Test("顺序、缩进、引号、空行和表格都按本市的写法")
    func laysOut() throws {
        let text = """
            # 本文件由民政局维护
            说明:   '年满八十周岁的老人'   # 居民看得懂的话


            # 名称与实施清单一致
            事项: 高龄津贴
            材料: [{ 依据: 办法, 名称: 户口簿 }, { 名称: "居民身份证" }]
            信息:
                # 出生日期不请人填
                出生日期:
                    类型: 日期
                    来源: 人口信息.出生日期
                健在: { 类型: 是否, 来源: 人口信息.健在 }   # 按户籍登记
                # 还想加：配偶
            收费:
              无
            决定: |
                hit unique
                |规则|年龄||结论|
                |八十岁档|>= 80||准予|
                otherwise 转人工
            标准值:
              月标准: { 自 2024-01-01: { 依据: 办法, 值: 100 }, 单位: 元/月 }
            """
        #expect(
            try Self.laidOut(text) == """
                # 本文件由民政局维护
                # 名称与实施清单一致
                事项: 高龄津贴
                说明: "年满八十周岁的老人"  # 居民看得懂的话
                收费: 无

                材料:
                  - { 名称: 户口簿, 依据: 办法 }
                  - { 名称: "居民身份证" }

                信息:
                  # 出生日期不请人填
                  出生日期: { 来源: 人口信息.出生日期, 类型: 日期 }
                  健在: { 来源: 人口信息.健在, 类型: 是否 }  # 按户籍登记
                  # 还想加：配偶

                标准值:
                  月标准:
                    单位: 元/月
                    自 2024-01-01: { 值: 100, 依据: 办法 }

                决定: |
                  hit unique
                  | 规则     | 年龄  || 结论 |
                  | 八十岁档 | >= 80 || 准予 |
                  otherwise 转人工

                """)
    }

    @Test("整理会丢东西的地方，原样留着")
    func leavesWhatItCannotKeep() throws {
        let text = """
            事项: 高龄津贴
            说明: 年满八十周岁的本市户籍老人，
              每月领取津贴。
            渠道: [
              网上, # 手机也可以
              窗口]
            别名: [老人补贴, "高龄 #一"]  # 井号不是注释
            # 叫法由 12345 提供

            类型: 行政给付

            """
        #expect(
            try Self.laidOut(text) == """
                事项: 高龄津贴
                别名: [老人补贴, "高龄 #一"]  # 井号不是注释
                # 叫法由 12345 提供
                说明: 年满八十周岁的本市户籍老人，
                  每月领取津贴。
                类型: 行政给付
                渠道: [
                  网上, # 手机也可以
                  窗口]

                """)
        let documents = "---\n说明: 二\n事项: 一\n"
        #expect(try Self.laidOut(documents) == documents)
    }

    @Test func whatCannotBeReadIsSaid() {
        #expect(throws: CatalogueFault.self) { try Self.laidOut("事项：高龄津贴\n") }
        #expect(throws: CatalogueFault.self) { try Self.laidOut("- 一\n") }
        #expect(throws: CatalogueFault.self) { try Self.laidOut("事项: &甲 一\n") }
    }

    @Test("撕坏的文件整理不出错，也不改意思", arguments: 0..<60)
    func tornFiles(_ seed: Int) throws {
        var generator = SplitMix(state: UInt64(seed))
        var text = Array(try Fixtures.text(Fixtures.allowance).unicodeScalars)
        for _ in 0..<(1 + seed % 4) {
            let start = Int(generator.next() % UInt64(text.count))
            text.removeSubrange(start..<min(text.count, start + Int(generator.next() % 30)))
        }
        var torn = String.UnicodeScalarView()
        torn.append(contentsOf: text)
        guard let laidOut = try? Self.laidOut(String(torn)) else { return }
        #expect(try Meaning(laidOut) == Meaning(String(torn)), "seed \(seed)")
        #expect(try Self.laidOut(laidOut) == laidOut, "seed \(seed)")
    }
}

/// What a definition says, without order, places and the space that aligns: what layout must not change.
private struct Meaning: Equatable {
    private let text: String

    init(_ definition: String) throws {
        let root = try #require(YAMLReader.read(definition, file: "item.yaml").root)
        text = Self.text(root, nil)
    }

    private static func text(_ node: YAMLNode, _ key: String?) -> String {
        if let entries = node.entries {
            // Names that the author chose stand in an order that pages show; those of the format do not.
            return "{" + entries.map { "\($0.key)=\(text($0.value, $0.key))" }.sorted().joined(separator: ",") + "}"
        }
        if let nodes = node.list { return "[" + nodes.map { text($0, nil) }.joined(separator: ",") + "]" }
        let value = node.text ?? ""
        guard key == "决定", let table = PipeTable.parse(value).table else {
            return key == "定义" ? String(value.filter { $0 != " " }) : value
        }
        let rows = table.rows.map { ([$0.name] + $0.conditions + $0.outputs).map(\.text) }
        return "\(table.hitPolicy) \((table.columns + table.outputs).map(\.text)) \(rows)"
    }
}

/// A definition of the city whose sections stand in any order, whose lines are indented otherwise, with notes between them.
private struct DisorderedItem {
    private let head: String
    private let sections: [[Substring]]

    init(_ text: String) {
        let lines = text.split(separator: "\n")
        head = String(lines[0])
        sections = lines.dropFirst().reduce(into: []) { sections, line in
            if line.hasPrefix(" ") { sections[sections.count - 1].append(line) } else { sections.append([line]) }
        }
    }

    func text(_ generator: inout SplitMix) -> String {
        var notes = 0
        var lines = [head]
        for section in sections.shuffled(using: &generator) {
            let further = Int(generator.next() % 4)
            for line in section {
                let isTop = !line.hasPrefix(" ")
                if isTop, notes < 20, generator.next() % 3 == 0 {
                    lines.append("# 备注 \(notes)")
                    notes += 1
                }
                lines.append(String(repeating: " ", count: isTop ? 0 : further) + line)
                if generator.next() % 9 == 0, isTop, section.count == 1 { lines.append("") }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
