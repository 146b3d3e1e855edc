import Kernel
import Testing

@Suite struct JSONTests {
    @Test(
        "what is read is written again byte for byte",
        arguments: [
            "null", "true", "false", "0", "-0", "-1.50e3", "12345678901234567890.000", "\"\"", "[]", "{}",
            "[1,[2,[]],{\"a\":{}}]", "{\"b\":1,\"a\":2}", "\"\\\"\\\\\\b\\t\\n\\f\\r\\u0000\\u001f\"",
            "{\"姓名\":\"张\u{3000}三\",\"😀\":\"👨‍👩‍👧\"}", "\"/\u{7f}\u{2028}\"",
        ])
    func roundTrip(text: String) throws {
        let json = try JSON.parse(text)
        #expect(json.text == text)
        #expect(try JSON.parse(json.indentedText) == json)
    }

    @Test(
        "escapes",
        arguments: [
            ("\"\\u4f60\\u597D\"", "你好"), ("\"\\uD83D\\uDE00\"", "😀"), ("\"a\\/b\"", "a/b"),
            ("\"\\u00e9x\\n\"", "\u{e9}x\n"),
            ("\"\\u007F\\u0080\\u07ff\\uFFFF\"", "\u{7f}\u{80}\u{7ff}\u{ffff}"),
        ])
    func escapes(text: String, expected: String) throws {
        #expect(try JSON.parse(text).string == expected)
    }

    @Test(
        "what is not JSON is refused at its place",
        arguments: [
            ("", .unexpectedEnd, 0), (" ", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2), ("[1,]", .unexpectedByte, 3),
            ("{\"a\":1,}", .unexpectedByte, 7), ("{a:1}", .unexpectedByte, 1), ("{\"a\" 1}", .unexpectedByte, 5),
            ("[1 2]", .unexpectedByte, 3), ("nul", .unexpectedEnd, 3), ("nulL", .unexpectedByte, 3),
            ("True", .unexpectedByte, 0),
            ("1 1", .trailingContent, 2), ("null//", .trailingContent, 4), ("01", .badNumber, 0), ("-", .badNumber, 0),
            ("1.", .badNumber, 0), (".5", .unexpectedByte, 0), ("+1", .unexpectedByte, 0), ("[1e+]", .badNumber, 1),
            ("-00", .badNumber, 0), ("0x1", .trailingContent, 1), ("NaN", .unexpectedByte, 0),
            ("'a'", .unexpectedByte, 0),
            ("\"a", .unexpectedEnd, 2), ("\"a\nb\"", .controlCharacter, 2), ("\"\\x\"", .badEscape, 1),
            ("\"\\u12G4\"", .badEscape, 1), ("\"\\u12", .unexpectedEnd, 5), ("\"\\uD800\"", .loneSurrogate, 1),
            ("\"\\uD800\\n\"", .loneSurrogate, 1), ("\"\\uDC00\"", .loneSurrogate, 1),
            ("\"\\uD800\\uD800\"", .loneSurrogate, 1),
            ("{\"a\":1,\"a\":2}", .duplicateKey, 7), ("{\"\\u0061\":1,\"a\":2}", .duplicateKey, 12),
            ("\u{feff}1", .unexpectedByte, 0), ("[1}", .unexpectedByte, 2),
        ] as [(String, JSONError.Reason, Int)])
    func refusals(text: String, reason: JSONError.Reason, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSON.parse(text) }
        #expect(error?.reason == reason)
        #expect(error?.offset == offset)
    }

    @Test(
        "broken UTF-8 is refused at its first byte",
        arguments: [
            ([0x80], 2), ([0xC0, 0x80], 2), ([0xE4, 0xBD], 2), ([0x61, 0xED, 0xA0, 0x80], 3),
            ([0xF5, 0x80, 0x80, 0x80], 2),
        ] as [([UInt8], Int)])
    func brokenUTF8(bytes: [UInt8], offset: Int) {
        for prefix in ["[\"", "[\"\\t"] {
            let error = #expect(throws: JSONError.self) {
                try JSON.parse(Array(prefix.utf8) + bytes + Array("\"]".utf8))
            }
            #expect(error?.reason == .invalidUTF8)
            if prefix.utf8.count == 2 { #expect(error?.offset == offset) }
        }
    }

    @Test("line and column count characters, not bytes")
    func position() {
        let error = #expect(throws: JSONError.self) { try JSON.parse("{\n  \"姓名\": x}") }
        #expect(error?.line == 2)
        #expect(error?.column == 9)
        #expect(error?.phrase.text(in: .chinese).hasPrefix("第 2 行第 9 列：") == true)
    }

    @Test("depth and size have limits")
    func limits() throws {
        let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        #expect(throws: JSONError.self) { try JSON.parse(deep) }
        _ = try JSON.parse(deep.dropFirst().dropLast().description)
        _ = try JSON.parse(deep, limits: JSON.Limits(depthMax: 65, bytesMax: 130))
        let error = #expect(throws: JSONError.self) {
            try JSON.parse(deep, limits: JSON.Limits(depthMax: 65, bytesMax: 129))
        }
        #expect(error?.reason == .tooLarge)
        let siblings = "[" + Array(repeating: "[]", count: 100).joined(separator: ",") + "]"
        #expect(try JSON.parse(siblings, limits: JSON.Limits(depthMax: 2, bytesMax: 1000)).array?.count == 100)
    }

    @Test("many names in one object: a late duplicate is still found")
    func manyNames() throws {
        let members = (0..<5000).map { "\"k\($0)\":\($0)" }
        #expect(try JSON.parse("{" + members.joined(separator: ",") + "}")["k4999"]?.int == 4999)
        let error = #expect(throws: JSONError.self) {
            try JSON.parse("{" + (members + ["\"k3\":0"]).joined(separator: ",") + "}")
        }
        #expect(error?.reason == .duplicateKey)
    }

    @Test("building and reading values")
    func access() {
        var json: JSON = ["name": "高龄津贴", "amount": 100, "open": true, "levels": [1, 2, .null]]
        #expect(json.text == #"{"name":"高龄津贴","amount":100,"open":true,"levels":[1,2,null]}"#)
        #expect(json["amount"]?.int == 100 && json["amount"]?.string == nil && json["open"]?.bool == true)
        #expect(json["levels"]?[2]?.isNull == true && json["levels"]?[3] == nil && json["none"] == nil)
        #expect(JSON.number("1.0").int == nil && JSON.number("9223372036854775808").int == nil)
        json["amount"] = JSON(UInt8(200))
        json["open"] = nil
        json["note"] = "\(1 + 1) 人"
        #expect(json.text == #"{"name":"高龄津贴","amount":200,"levels":[1,2,null],"note":"2 人"}"#)
        #expect(JSON.array([]).indentedText == "[]")
        #expect((["a": [1]] as JSON).indentedText == "{\n  \"a\": [\n    1\n  ]\n}")
    }

    @Test("random bytes are read or refused, never more")
    func randomBytes() {
        let alphabet = Array("{}[]\",:\\u0123456789eE+-.tfn \u{e9}".utf8) + [0xFF, 0x80]
        var generator = SeededGenerator(seed: 20_261_122)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? 0
            }
            guard let json = try? JSON.parse(bytes) else { continue }
            #expect((try? JSON.parse(json.bytes)) == json, "seed \(generator.seed), bytes \(bytes)")
        }
    }
}
