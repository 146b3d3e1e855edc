import Kernel
import Testing

@Suite struct Base64Tests {
    @Test(
        "RFC 4648 §10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(plain: String, padded: String) {
        let unpadded = String(padded.prefix { $0 != "=" })
        #expect(Base64.text(Array(plain.utf8)) == padded)
        #expect(Base64URL.text(Array(plain.utf8)) == unpadded)
        #expect(Base64.bytes(padded) == Array(plain.utf8))
        #expect(Base64URL.bytes(unpadded) == Array(plain.utf8))
    }

    @Test(
        "one value has one spelling",
        arguments: ["Zg==", "Zh", "Z", "Zm9vY", "Zm 9v", "Zm9v\n", "+/+/", "Zm9=", "中文字符"])
    func refusedAsURL(text: String) { #expect(Base64URL.bytes(text) == nil) }

    @Test("padding is needed and exact", arguments: ["Zg", "Zg=", "Zg===", "Zh==", "====", "-_-_", "Zg==Zg==", "=Zg="])
    func refusedAsStandard(text: String) { #expect(Base64.bytes(text) == nil) }

    @Test("every length comes back")
    func roundTrip() {
        for length in 0..<300 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ length) }
            #expect(Base64URL.bytes(Base64URL.text(bytes)) == bytes)
            #expect(Base64.bytes(Base64.text(bytes)) == bytes)
        }
        #expect(Base64URL.text([0xFB, 0xFF]) == "-_8")
    }
}
