import ECertificates
import Foundation
import Kernel
import Paper
import Rehearsal
import Testing
import Vault
import Web

/// The sealed PDF, as far as it can be judged without a foreign reader (those are in Tests/foreign/pdf_check.py).
@Suite("Certificates: the sealed PDF")
struct PrintTests {
    private func press(_ fixture: CertificateFixture, _ type: CertificateType) -> (PrintCertificate, CitySeal) {
        let seal = CitySeal(city: "惠民市", database: fixture.database, vault: fixture.vault, time: fixture.clock)
        return (
            PrintCertificate(
                types: [type.name: type], seal: seal, paper: paper(fixture), time: fixture.clock), seal
        )
    }

    private func paper(_ fixture: CertificateFixture) -> SignPaper {
        SignPaper(keys: fixture.vault.certificateKeys, origin: CertificateFixture.origin, time: fixture.clock)
    }

    @Test(
        "What is signed for paper is read with the published keys; any byte changed, or another city's key, is refused")
    func statement() async throws {
        let fixture = try await CertificateFixture()
        let certificate = try await fixture.issue(by: fixture.issuer(), as: CertificateFixture.yearly)
        let keys = fixture.vault.certificateKeys.verifying
        let code = paper(fixture).code(of: certificate)
        let read = try #require(try PaperStatement(scanned: code, keys: keys))
        #expect(read.number == certificate.number && read.validUntil == certificate.validUntil)
        #expect(read.issuedOn == certificate.issuedOn && read.checkCode == certificate.checkCode.text)
        let token = try #require(code.split(separator: "#").last)
        #expect(try PaperStatement(scanned: String(token), keys: keys) == read)
        let other = try KeyVault(KeyMaterial.random(RandomIDs())).certificateKeys.verifying
        #expect(throws: SelectiveDisclosureToken.Fault.badSignature) { try PaperStatement(scanned: code, keys: other) }
        let bytes = Array(token.utf8)
        for index in bytes.indices.dropLast() {
            var changed = bytes
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            // A header that is none any more is text of another kind, of which nothing is said.
            let found = try? PaperStatement(scanned: String(decoding: changed, as: UTF8.self), keys: keys)
            #expect(found == nil, "byte \(index)")
        }
        #expect(try PaperStatement(scanned: certificate.sdJWT, keys: keys) == nil, "a certificate is no paper")
        let desk = paper(fixture)
        #expect(desk.code(of: certificate) == desk.code(of: certificate), "signed once, however often it is looked at")
        fixture.clock.advance(seconds: 366 * 86_400)
        #expect(!desk.code(of: certificate).contains("#"), "what was signed before it ran out is not given any more")
        #expect(!paper(fixture).code(of: certificate).contains("#"), "one that has run out is not signed for")
    }

    @Test("Every layout gives a sealed PDF", arguments: CertificateLayout.PaperSize.allCases)
    func layouts(_ paper: CertificateLayout.PaperSize) async throws {
        let fixture = try await CertificateFixture()
        let certificate = try await fixture.issue(by: fixture.issuer())
        for frame in CertificateLayout.Frame.allCases {
            let base = CertificateFixture.type
            let type = CertificateType(
                name: base.name, englishName: base.englishName, slug: base.slug, authority: base.authority,
                authorityCode: base.authorityCode, typeCode: base.typeCode, statement: base.statement, isSample: true,
                layout: CertificateLayout(paper: paper, frame: frame, claims: ["starts_on"]))
            let pdf = try await press(fixture, type).0(certificate, deeds: [])
            let text = String(decoding: pdf, as: UTF8.self)
            #expect(text.hasPrefix("%PDF-1.4") && text.hasSuffix("%%EOF\n"))
            #expect(text.contains("/SubFilter/ETSI.CAdES.detached") && !text.contains("**********"))
        }
    }

    @Test("A character that no font has is refused, not left out")
    func noGlyph() async throws {
        let fixture = try await CertificateFixture()
        let certificate = try await fixture.issue(by: fixture.issuer(), to: "王\u{10FFFD}英")
        await #expect {
            _ = try await press(fixture, CertificateFixture.type).0(certificate, deeds: [])
        } throws: { ($0 as? Rejection)?.code == "certificatePrint.noGlyph" }
    }

    @Test("The seal's certificate is the same after a restart and on another server")
    func oneSeal() async throws {
        let fixture = try await CertificateFixture()
        let (first, second) = (press(fixture, CertificateFixture.type).1, press(fixture, CertificateFixture.type).1)
        let now = fixture.clock.now()
        async let one = first.key(at: now).certificate
        async let two = second.key(at: now).certificate
        #expect(try await one == two)
        #expect(try await first.pem() == second.pem())
    }

    @Test("What is no PDF of ours gets no seal", arguments: ["", "%PDF-1.4", "%PDF-1.7\nstartxref\n9\n%%EOF"])
    func foreign(_ text: String) {
        let seal = PDFSeal(name: "n", moment: "20261122143000+08'00'", signatureSize: 4)
        #expect(throws: PaperFault.notContinuable) { try seal.sealed(Array(text.utf8)) { _ in [1, 2, 3, 4] } }
    }

    @Test("A signature of another size is refused: no byte may be left unsigned")
    func size() throws {
        let sheet = try PaperSheet(width: 100, height: 100, title: "t", author: "a")
        sheet.text("如", .init(5), x: 10, y: 10, width: 50)
        let pdf = try sheet.finish()
        let seal = PDFSeal(name: "n", moment: "20261122143000+08'00'", signatureSize: 4)
        #expect(throws: PaperFault.notContinuable) { try seal.sealed(pdf) { _ in [1, 2, 3] } }
        let sealed = try seal.sealed(pdf) { covered in
            #expect(covered.starts(with: pdf), "the bytes that were there stay as they are")
            return [1, 2, 3, 4]
        }
        #expect(String(decoding: sealed, as: UTF8.self).contains("/Contents<01020304>"))
    }
}
