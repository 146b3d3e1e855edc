import Kernel
import Testing

@Suite struct SocialCreditCodeTests {
    @Test(
        "codes in use, published by their owners",
        arguments: [
            "91350100M000100Y43", "11440304MB2C42144L", "114507210081153718", "11430000006122244L",
            "11330105002500287C",
            "113700000045046442", "11100000000013338W", "11100000000013661B", "11100000MB0341032Y",
        ])
    func valid(text: String) throws {
        let code = try SocialCreditCode(validating: text)
        #expect(code.text == text)
        #expect(SocialCreditCode(" " + text.lowercased().prefix(8) + " " + text.dropFirst(8))?.text == text)
    }

    @Test(
        "what is wrong, in kind",
        arguments: [
            ("91110000600007352R", .wrongCheckCharacter), ("91350100M000100Y4", .wrongLength(17)),
            ("91350I00M000100Y43", .impossibleCharacter(position: 6)),
            ("913501A0M000100Y43", .impossibleCharacter(position: 7)),
            ("91350100MO00100Y43", .impossibleCharacter(position: 10)),
            ("91350100M000100Y4中", .impossibleCharacter(position: 18)),
            ("91350100M000100Y34", .wrongCheckCharacter),
        ] as [(String, SocialCreditCode.Fault)])
    func faults(text: String, fault: SocialCreditCode.Fault) {
        #expect(throws: fault) { try SocialCreditCode(validating: text) }
        #expect(fault.phrase.text(in: .chinese).hasPrefix("统一社会信用代码"))
    }

    @Test(
        "the organisation code inside",
        arguments: [
            ("91350100M000100Y43", "M000100Y4"), ("11430000006122244L", "006122244"),
            ("11440304MB2C42144L", "MB2C42144"),
            ("11100000000013338W", "000013338"),
        ])
    func organization(text: String, inner: String) {
        #expect(SocialCreditCode(text)?.organizationCode == inner)
    }
}

@Suite struct ISO7064Tests {
    @Test(
        "证照标识, from published certificates",
        arguments: [
            ("11100000000013338W01111430000006122244L20230000403001", "U"),
            ("11100000000013338W00911330105002500287C2025052201002", "0"),
            ("11100000MB03271699022340100000000016001", "9"),
        ] as [(String, Character)])
    func hybrid(text: String, check: Character) {
        #expect(ISO7064.mod37Hybrid36(text) == check)
    }

    @Test("the documentation example does not verify: D, not M")
    func negative() {
        #expect(
            ISO7064.mod37Hybrid36("11100000000013661B006113700000045046442209FA4E88F9E4C878F3E9BED2CE7EA49001") == "D")
    }

    @Test("unknown characters", arguments: ["12a", "1 2", "中"])
    func unknown(text: String) {
        #expect(ISO7064.mod37Hybrid36(text) == nil && ISO7064.mod11Radix2(text) == nil)
    }
}

@Suite struct DivisionCodeTests {
    @Test(
        "level and padding",
        arguments: [
            ("33", .province, "330000"), ("330000", .province, "330000"), ("339900", .prefecture, "339900"),
            ("339902", .county, "339902"), ("339902001", .township, "339902001"), ("339902000000", .county, "339902"),
            ("339902001000", .township, "339902001"), ("339902001203", .village, "339902001203"),
            ("000000", .nation, "000000"),
        ] as [(String, DivisionCode.Level, String)])
    func level(text: String, level: DivisionCode.Level, padded: String) {
        let code = DivisionCode(text)
        #expect(code?.level == level && code?.padded == padded && code?.text == text)
    }

    @Test("what is no code", arguments: ["", "3", "33990", "3399020", "33990X", "３３９９０２", "339902001 ", "-39902"])
    func refused(text: String) { #expect(DivisionCode(text) == nil) }

    @Test("a place contains what lies in it")
    func containment() throws {
        let city = try #require(DivisionCode("339900"))
        let township = try #require(DivisionCode("339902001"))
        for (inner, expected) in [
            ("339902", true), ("339902001", true), ("3399", true), ("330000", false), ("339802", false),
        ] {
            #expect(city.contains(try #require(DivisionCode(inner))) == expected, "\(inner)")
        }
        #expect(try #require(DivisionCode("00")).contains(city))
        #expect(township.parent == DivisionCode("339902") && township.at(.province) == DivisionCode("33"))
        #expect(city.at(.county) == nil && DivisionCode("00")?.parent == nil && city == DivisionCode("3399"))
        #expect(Set([city, township]).contains(try #require(DivisionCode("339900000000"))))
    }
}
