import Kernel
import Testing

@Suite struct ResidentIDTests {
    @Test("what the textbook number says")
    func textbook() throws {
        let id = try ResidentID(validating: "11010519491231002X")
        #expect(id.birthDate == CivilDate(year: 1949, month: 12, day: 31))
        #expect(id.sex == .female && id.sex.code == "2")
        #expect(id.addressCode == "110105")
        #expect(id.masked == "1101**********002X")
    }

    @Test(
        "typed as people type",
        arguments: [
            "11010519491231002x", " 110105 19491231 002X ", "110105-19491231-002X", "１１０１０５１９４９１２３１００２Ｘ",
            "110105491231002",
            "\u{202A}11010519491231002X\u{202C}",
        ])
    func typing(text: String) { #expect(ResidentID(text)?.text == "11010519491231002X") }

    @Test(
        "what is wrong, in kind",
        arguments: [
            ("", .wrongLength(0)), ("1101051949123100", .wrongLength(16)), ("11010519491231002XX", .wrongLength(19)),
            ("1101051949123l002X", .notADigit(position: 14)), ("11010519491231002Y", .notADigit(position: 18)),
            ("X1010519491231002X", .notADigit(position: 1)), ("1101O5491231002", .notADigit(position: 5)),
            ("110105194912310０２中", .notADigit(position: 18)), ("110105194902290025", .impossibleBirthDate),
            ("110105194913310021", .impossibleBirthDate), ("110105191900490021", .impossibleBirthDate),
            ("110105194912310021", .wrongCheckCharacter), ("11010519491213002X", .wrongCheckCharacter),
            ("11010591491231002X", .wrongCheckCharacter),
        ] as [(String, ResidentID.Fault)])
    func faults(text: String, fault: ResidentID.Fault) {
        #expect(throws: fault) { try ResidentID(validating: text) }
        #expect(ResidentID(text) == nil)
        #expect(!fault.phrase.text(in: .chinese).contains("{") && !fault.phrase.text(in: .english).contains("{"))
    }

    @Test("no wrong digit and no swapped neighbours go unnoticed")
    func everySingleError() {
        let right = Array("33990219430501012".utf8)
        let check = ISO7064.mod11Radix2(String(decoding: right, as: UTF8.self))?.asciiValue ?? 0
        let number = right + [check]
        for position in 0..<18 {
            for digit in Array("0123456789".utf8) where digit != number[position] {
                var wrong = number
                wrong[position] = digit
                #expect(ResidentID(String(decoding: wrong, as: UTF8.self)) == nil)
            }
            var swapped = number
            if position < 17 { swapped.swapAt(position, position + 1) }
            if swapped != number { #expect(ResidentID(String(decoding: swapped, as: UTF8.self)) == nil) }
        }
    }

    @Test("a number does not slip into a log message")
    func description() {
        struct Row { let id: ResidentID? }
        let text = "\(Row(id: ResidentID("11010519491231002X")))" + String(reflecting: ResidentID("11010519491231002X"))
        #expect(!text.contains("1949") && !text.contains("0105"))
    }
}

@Suite struct MobileNumberTests {
    @Test(
        "typed as people type",
        arguments: ["19400000012", "194 0000 0012", "+86 194-0000-0012", "008619400000012", "8619400000012"])
    func typing(text: String) { #expect(MobileNumber(text)?.text == "19400000012") }

    @Test(
        "what is wrong, in kind",
        arguments: [
            ("1940000001", .wrongLength(10)), ("194000000123", .wrongLength(12)),
            ("1940000O012", .notADigit(position: 8)),
            ("01900000012", .notMobile), ("12900000012", .notMobile), ("+86 1940000001", .wrongLength(10)),
        ] as [(String, MobileNumber.Fault)])
    func faults(text: String, fault: MobileNumber.Fault) {
        #expect(throws: fault) { try MobileNumber(validating: text) }
    }

    @Test func masked() {
        #expect(MobileNumber("19400000012")?.masked == "194****0012")
        #expect(MobileNumber("19400000012").map { "\($0)" } == "194****0012")
    }
}
