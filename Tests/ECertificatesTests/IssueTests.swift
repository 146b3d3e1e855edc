import ECertificates
import EventLog
import Kernel
import Storage
import Testing
import Vault
import Web

@Suite("Certificates: issue and verification")
struct IssueTests {
    @Test("An issued certificate says what it was given, opens by its token, and verifies by the public key alone")
    func issued() async throws {
        let fixture = try await CertificateFixture()
        let certificate = try await fixture.issue(by: fixture.issuer())
        #expect(certificate.statement == "准予王秀英自2026年11月1日起领取。")
        #expect(certificate.typeName == "高龄津贴核准通知书" && certificate.isSample && certificate.state == .valid)
        #expect(try await fixture.store.certificate(token: certificate.token)?.id == certificate.id)
        #expect(try await fixture.store.certificate(token: certificate.token.uppercased())?.id == certificate.id)
        let key = try #require(fixture.verifyingKey)
        let claims = try SelectiveDisclosureToken.verify(certificate.sdJWT, keys: [key])
        #expect(claims["holder_name"]?.string == "王秀英" && claims["starts_on"]?.string == "2026-11-01")
        #expect(claims["certificate_number"]?.string == certificate.number)
        #expect(claims["vct"]?.string == "https://huimin.example/credentials/senior-allowance")
        #expect(claims["iss"]?.string == CertificateFixture.origin)
        let status = claims["status"]?["status_list"]
        #expect(status?["uri"]?.string == "https://huimin.example/status/0" && status?["idx"]?.int != nil)
        // What is not shown is not there: the open part names nobody.
        let open = try #require(certificate.sdJWT.split(separator: "~").first)
        let bare = try SelectiveDisclosureToken.verify("\(open)~", keys: [key])
        #expect(bare["holder_name"] == nil && bare["certificate_number"] == nil && bare["vct"] != nil)
    }

    @Test("A type whose sentence names what the certificate does not hold is never signed")
    func gap() async throws {
        let fixture = try await CertificateFixture()
        let type = CertificateType(
            name: "通知书", englishName: "Notice", slug: "tzs", authority: "惠民市民政局（示例）",
            authorityCode: "11339900MB0000019C", typeCode: "1100001009001",
            statement: "准予{holder_name}领取{disability_grade}。",
            isSample: true)
        let field = CertificateField(claim: "holder_name", label: Phrase("t", zh: "持证人", en: "Holder"), value: "王秀英")
        await #expect {
            _ = try await fixture.issuer()(
                type, fields: [field], holder: fixture.holder, stream: RandomIDs().identifier(EventStream.self),
                at: fixture.clock.now())
        } throws: { error in
            (error as? Rejection)?.reason.text(in: .chinese).contains("disability_grade") == true
        }
    }

    @Test("The national identifier has its parts and its check character")
    func nationalID() async throws {
        let fixture = try await CertificateFixture()
        let parts = try await fixture.issue(by: fixture.issuer()).nationalID.split(separator: ".").map(String.init)
        #expect(parts.prefix(5) == ["1", "2", "156", "3005", "2"])
        #expect(parts[5] == CertificateFixture.type.typeCode && parts[6] == CertificateFixture.type.authorityCode)
        #expect(parts[7].count == 20 && parts[8] == "001")
        #expect(ISO7064.mod37Hybrid36(parts[5..<9].joined()).map { String($0) } == parts[9])
    }

    @Test("Nobody but its holder reads a certificate")
    func stranger() async throws {
        let fixture = try await CertificateFixture()
        let certificate = try await fixture.issue(by: fixture.issuer())
        let stranger = RandomIDs().identifier(Person.self)
        #expect(try await fixture.store.certificate(certificate.id, holder: stranger) == nil)
        #expect(try await fixture.store.certificates(of: stranger).isEmpty)
        for token in [
            "", "0", String(repeating: "0", count: 32), certificate.token + "0", String(certificate.token.dropLast()),
        ] {
            #expect(try await fixture.store.certificate(token: token) == nil, "\(token.count) characters")
        }
    }

    /// What is done to a certificate, by its parts (header, payload, signature, disclosures) and those of another one.
    private struct Parts {
        var header: [JSON.Member]
        var payload: [JSON.Member]
        var signature: [UInt8]
        var disclosures: [String]
        var tail = "~"

        init(_ compact: String) throws {
            let parts = compact.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
            let jws = parts[0].split(separator: ".").map { Base64URL.bytes($0) ?? [] }
            header = try JSON.parse(jws[0]).members ?? []
            payload = try JSON.parse(jws[1]).members ?? []
            signature = jws[2]
            disclosures = Array(parts.dropFirst().dropLast())
        }

        var compact: String {
            let jws = [JSON.object(header).bytes, JSON.object(payload).bytes, signature].map { Base64URL.text($0) }
                .joined(separator: ".")
            return ([jws] + disclosures).joined(separator: "~") + tail
        }

        mutating func set(_ name: String, _ value: JSON, inHeader: Bool = false) {
            if inHeader {
                header = header.filter { $0.key != name } + [JSON.Member(name, value)]
            } else {
                payload = payload.filter { $0.key != name } + [JSON.Member(name, value)]
            }
        }

        static func disclosure(_ name: String, _ value: String, salt: String = "AAAAAAAAAAAAAAAAAAAAAA") -> String {
            Base64URL.text(JSON.array([JSON(salt), JSON(name), JSON(value)]).bytes)
        }
    }

    private static let mutations: [(what: String, change: @Sendable (inout Parts, Parts) -> Void)] = [
        ("algorithm none", { parts, _ in parts.set("alg", "none", inHeader: true) }),
        (
            "algorithm none, no signature",
            { parts, _ in
                parts.set("alg", "none", inHeader: true)
                parts.signature = []
            }
        ),
        ("another algorithm", { parts, _ in parts.set("alg", "HS256", inHeader: true) }),
        ("another kind of token", { parts, _ in parts.set("typ", "statuslist+jwt", inHeader: true) }),
        ("another key", { parts, _ in parts.set("kid", "someone", inHeader: true) }),
        ("an extension that we do not know", { parts, _ in parts.set("crit", ["b64"], inHeader: true) }),
        ("another issuer", { parts, _ in parts.set("iss", "https://evil.example") }),
        ("another type", { parts, _ in parts.set("vct", "https://huimin.example/credentials/other") }),
        ("issued later", { parts, _ in parts.set("iat", 1) }),
        ("another place in the list", { parts, _ in parts.set("status", ["status_list": ["idx": 1, "uri": "x"]]) }),
        ("no longer a sample", { parts, _ in parts.set("is_sample", false) }),
        ("a claim in the open", { parts, _ in parts.set("holder_name", "李四") }),
        ("no digests", { parts, _ in parts.set("_sd", []) }),
        ("another hash", { parts, _ in parts.set("_sd_alg", "sha-512") }),
        ("no signature", { parts, _ in parts.signature = [] }),
        ("half a signature", { parts, _ in parts.signature = Array(parts.signature.prefix(32)) }),
        ("first bit of the signature", { parts, _ in parts.signature[0] ^= 0x80 }),
        ("last bit of the signature", { parts, _ in parts.signature[63] ^= 1 }),
        ("the signature of another certificate", { parts, other in parts.signature = other.signature }),
        ("the payload of another certificate", { parts, other in parts.payload = other.payload }),
        ("a disclosure of another certificate", { parts, other in parts.disclosures[0] = other.disclosures[0] }),
        ("a disclosure made up", { parts, _ in parts.disclosures.append(Parts.disclosure("amount", "9999")) }),
        ("a name made up", { parts, _ in parts.disclosures[1] = Parts.disclosure("holder_name", "李四") }),
        ("a disclosure twice", { parts, _ in parts.disclosures.append(parts.disclosures[0]) }),
        ("an empty disclosure", { parts, _ in parts.disclosures.append("") }),
        ("a disclosure that is no JSON", { parts, _ in parts.disclosures[0] = "AAAA" }),
        ("a key binding that nobody asked for", { parts, _ in parts.tail = "~eyJhbGciOiJFUzI1NiJ9.e30.AA" }),
        ("no end", { parts, _ in parts.tail = "" }),
    ]

    @Test("No mutation of a certificate is accepted", arguments: 0..<mutations.count)
    func mutation(_ number: Int) async throws {
        let mutation = Self.mutations[number]
        let fixture = try await CertificateFixture()
        let issuer = fixture.issuer()
        let certificate = try await fixture.issue(by: issuer).sdJWT
        var parts = try Parts(certificate)
        let other = try Parts(try await fixture.issue(by: issuer, to: "李四").sdJWT)
        let key = try #require(fixture.verifyingKey)
        #expect(parts.compact == certificate, "taken apart and put together it is the same")
        mutation.change(&parts, other)
        #expect(throws: SelectiveDisclosureToken.Fault.self, "\(mutation.what)") {
            try SelectiveDisclosureToken.verify(parts.compact, keys: [key])
        }
    }

    @Test("Any byte of a certificate changed, cut off or added is refused")
    func everyByte() async throws {
        let fixture = try await CertificateFixture()
        let bytes = Array(try await fixture.issue(by: fixture.issuer()).sdJWT.utf8)
        let key = try #require(fixture.verifyingKey)
        var accepted: [Int] = []
        for index in bytes.indices {
            var changed = bytes
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            if (try? SelectiveDisclosureToken.verify(String(decoding: changed, as: UTF8.self), keys: [key])) != nil {
                accepted.append(index)
            }
        }
        #expect(accepted.isEmpty, "changed at \(accepted) of \(bytes.count)")
        for length in 0..<bytes.count {
            let text = String(decoding: bytes.prefix(length), as: UTF8.self)
            // Shown in part it is still genuine: that is what the disclosures are for.
            let isWhole = text.hasSuffix("~")
            #expect(((try? SelectiveDisclosureToken.verify(text, keys: [key])) != nil) == isWhole, "\(length)")
        }
    }

    @Test("Another city's key verifies nothing of ours, even under our key's name")
    func otherKey() async throws {
        let fixture = try await CertificateFixture()
        let certificate = try await fixture.issue(by: fixture.issuer()).sdJWT
        let other = try KeyVault(KeyMaterial.random(RandomIDs()))
        let foreign = other.certificateKeys.signing(at: fixture.clock.now()).publicJWK
        let members =
            (foreign.members ?? []).filter { $0.key != "kid" }
            + [JSON.Member("kid", JSON(fixture.vault.certificateKeys.signing(at: fixture.clock.now()).keyID))]
        let key = try JSONWebKey(.object(members))
        #expect(throws: SelectiveDisclosureToken.Fault.badSignature) {
            try SelectiveDisclosureToken.verify(certificate, keys: [key])
        }
        #expect(throws: SelectiveDisclosureToken.Fault.self) {
            try SelectiveDisclosureToken.verify(certificate, keys: [])
        }
    }
}
