import Decisions
import Testing

@Suite("XML 阅读器") struct XMLReaderTests {
    private func read(_ text: String) throws(XMLError) -> XMLElement { try XMLReader.read(text.utf8) }

    @Test("文字按原样拼接，子元素与属性各归其命名空间") func content() throws {
        let root = try read(
            "\u{FEFF}<?xml version='1.0' encoding='utf-8'?>\n<!-- x --><a:根 xmlns:a='u:1' xmlns='u:2' 名='1 &lt;&#x5E74;'>"
                + "甲&amp;<b a:c=\"d\n e\"/><![CDATA[<乙>]]>\r\n丙<?p?></a:根>"
        )
        #expect(root["名"] == "1 <年")
        #expect(root.text == "甲&<乙>\n丙")
        let child = try #require(root.children.first)
        #expect(child.name == XMLElement.Name("b", namespace: "u:2"))
        #expect(child[XMLElement.Name("c", namespace: "u:1")] == "d  e")
        #expect(root.children("b").isEmpty, "a child of another namespace is not asked for by its local name")
    }

    @Test(
        "每种错误都有位置和编码",
        arguments: [
            ("<a>\n<b></a>", "xml.wrongEndTag", 2, 4), ("<a>", "xml.unexpectedEnd", 1, 4),
            ("<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", "xml.documentType", 1, 1), ("<a>&x;</a>", "xml.unknownEntity", 1, 4),
            ("<a b='1' b='2'/>", "xml.twice", 1, 10), ("<年:a/>", "xml.unknownPrefix", 1, 1),
            ("<a/><b/>", "xml.afterRoot", 1, 5), ("<a b=c/>", "xml.expected", 1, 6), ("a", "xml.expected", 1, 1),
            ("<a>年\u{1}</a>", "xml.badCharacter", 1, 4), ("<a>&#0;</a>", "xml.unknownEntity", 1, 4),
            ("<1a/>", "xml.badName", 1, 2), ("<a b='<'/>", "xml.expected", 1, 7),
            ("<?xml version='1.0' encoding='GB18030'?><a/>", "xml.encoding", 1, 1),
        ]) func mistakes(_ text: String, _ code: String, _ line: Int, _ column: Int)
    {
        do {
            _ = try read(text)
            Issue.record("\(text) is read")
        } catch {
            #expect(error.code == code)
            #expect(error.position == XMLPosition(line: line, column: column), "\(text)")
        }
    }

    @Test("一亿层嵌套、非法 UTF-8、截断处处都有结果") func hostile() throws {
        #expect(throws: XMLError.self) { try XMLReader.read(Array(repeating: UInt8(ascii: "<"), count: 100_000)) }
        #expect(throws: XMLError.self) { try read(String(repeating: "<a>", count: 100_000)) }
        #expect(throws: XMLError.self) { try XMLReader.read([0x3C, 0x61, 0x3E, 0xFF, 0xFE, 0x3C, 0x2F, 0x61, 0x3E]) }
        let sound = "<a x='&lt;'><b>年<![CDATA[x]]></b><!-- c --></a>"
        for length in 0..<sound.utf8.count {
            #expect(throws: XMLError.self, "\(length)") { try XMLReader.read(sound.utf8.prefix(length)) }
        }
        var limits = XMLReader.Limits()
        limits.elementsMax = 3
        #expect(throws: XMLError.self) { try XMLReader.read("<a><b/><b/><b/></a>".utf8, limits: limits) }
    }
}
