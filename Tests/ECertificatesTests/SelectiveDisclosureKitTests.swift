import ECertificates
import Kernel
import Testing

/// The test cases of the SD-JWT library of the OpenWallet Foundation, below `HUIMIN_KITS` or `../shared`: claims with marks
/// on what is hidden, what the holder shows of them, and what the verifier then knows.
@Suite("SD-JWT test cases", .enabled(if: DisclosureKit.isPresent, "skipped: kit not present"))
struct SelectiveDisclosureKitTests {
    @Test("Whatever is shown of claims of any shape, just that is known", arguments: DisclosureKit.cases())
    func reveals(_ sample: DisclosureKit.Case) throws {
        let kit = try DisclosureKit.read(sample.name)
        var salt = 0
        let (payload, disclosures) = SelectiveDisclosure.conceal(kit.claims) {
            salt += 1
            return "salt \(salt)"
        }
        #expect(try SelectiveDisclosure.reveal(payload, by: disclosures).sorted == kit.claims.whole.sorted)
        #expect(try SelectiveDisclosure.reveal(payload, by: []).sorted == kit.claims.open.sorted)
        let shown = SelectiveDisclosure.chosen(of: payload, from: disclosures) { kit.shows($0) }
        #expect(try SelectiveDisclosure.reveal(payload, by: shown).sorted == kit.expected.sorted)
        let planted = Base64URL.text(Array(#"["salt","planted",true]"#.utf8))
        #expect(throws: SelectiveDisclosureToken.Fault.disclosureNotSigned) {
            try SelectiveDisclosure.reveal(payload, by: shown + [planted])
        }
        guard let first = disclosures.first else { return }
        #expect(throws: SelectiveDisclosureToken.Fault.malformed) {
            try SelectiveDisclosure.reveal(payload, by: disclosures + [first])
        }
    }

    @Test("All cases are there")
    func count() { #expect(DisclosureKit.cases().count == 9) }
}
