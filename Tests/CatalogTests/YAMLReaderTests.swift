import Catalog
import Testing

@Suite struct YAMLReaderTests {
    @Test("值是文件里的字，不是 YAML 猜的类型")
    func givesNoTypes() throws {
        let text = "on: off\n编号: 0123\n时间: 12:30\n真: true\n空: ~\n日: 2026-11-21\n引: \"007\"\n"
        let root = try #require(YAMLReader.read(text, file: "f").root)
        #expect(root.entries?.map(\.key) == ["on", "编号", "时间", "真", "空", "日", "引"])
        #expect(root.entries?.map(\.value.text) == ["off", "0123", "12:30", "true", "~", "2026-11-21", "007"])
    }

    @Test("多行文字里的每个字都知道自己在文件的哪一行哪一列")
    func blocksKeepTheirPlaces() throws {
        let text = "甲:\n  乙: |   # 说明\n\n    年龄 = 1\n      续行\n  丙: 𠮷野家丁\n"
        let root = try #require(YAMLReader.read(text, file: "f").root)
        let block = try #require(root["甲"]?["乙"])
        #expect(block.text == "\n年龄 = 1\n  续行\n")
        #expect(block.position(line: 2, column: 4).description == "f:4:8")
        #expect(block.position(of: "续行").description == "f:5:7")
        #expect(root["甲"]?["丙"]?.position(of: "野").description == "f:6:7")
    }

    @Test(arguments: ["甲: 1\r\n乙: |\r\n  丙\r\n", "甲: 1\n乙: |\n  丙\n"])
    func lineEndsOfOtherSystemsCount(_ text: String) throws {
        let root = try #require(YAMLReader.read(text, file: "f").root)
        #expect(root["乙"]?.text == "丙\n")
        #expect(root["乙"]?.position(line: 1, column: 1).description == "f:3:3")
    }

    @Test func largeAndEmptyFilesAreRefused() {
        #expect(YAMLReader.read("", file: "f").findings.map(\.code) == ["yaml.empty"])
        let large = "说明: " + String(repeating: "长", count: YAMLReader.bytesMax)
        #expect(YAMLReader.read(large, file: "f").findings.map(\.code) == ["yaml.tooLong"])
    }

    @Test("锚点不会展开成巨大的树")
    func anchorsDoNotMultiply() {
        let levels = (1...40).map { "l\($0): &l\($0) [*l\($0 - 1), *l\($0 - 1)]" }
        let text = "l0: &l0 [1]\n" + levels.joined(separator: "\n")
        let findings = YAMLReader.read(text, file: "f").findings
        #expect(findings.count == 41 && Set(findings.map(\.code)) == ["yaml.anchor"])
    }

    @Test("任意残缺的文件都只得到说明，不会出错停下", arguments: 0..<40)
    func tornFilesGiveFindings(_ seed: Int) throws {
        let text = Array(try Fixtures.text(Fixtures.allowance).unicodeScalars)
        var generator = SplitMix(state: UInt64(seed))
        var torn = text
        for _ in 0..<(1 + seed % 5) {
            let start = Int(generator.next() % UInt64(torn.count))
            torn.removeSubrange(start..<min(torn.count, start + Int(generator.next() % 40)))
        }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: torn)
        let findings = Fixtures.findings(in: String(scalars))
        #expect(findings == findings.sorted(), "seed \(seed)")
    }
}

/// A small generator, so that a seed in a message is enough to see a failure again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
