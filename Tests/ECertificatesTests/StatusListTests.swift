import ECertificates
import Kernel
import Storage
import Testing
import Vault

@Suite("Certificates: status lists")
struct StatusListTests {
    @Test("Places are unique over two processes that issue at once, across the end of their blocks")
    func uniqueOverProcesses() async throws {
        let fixture = try await CertificateFixture()
        let (first, second) = (fixture.issuer(), fixture.issuer())
        // Each leases a block of its own; ten of each stand for what follows.
        for _ in 0..<10 {
            async let one = fixture.issue(by: first)
            async let two = fixture.issue(by: second)
            _ = try await (one, two)
        }
        let places = try await fixture.database.read { tx in
            try tx.rows("SELECT status_list, status_index FROM certificate").map {
                "\($0.integer("status_list"))/\($0.integer("status_index"))"
            }
        }
        #expect(places.count == 20 && Set(places).count == 20)

        let series = (0..<2).map { _ in SerialBlocks(database: fixture.database, name: "test") }
        let taken = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for blocks in series {
                group.addTask {
                    var mine: [Int64] = []
                    for _ in 0..<2_500 { mine.append(try await blocks.take()) }
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(taken.map { StatusReference(serial: $0) }.map { "\($0.list)/\($0.index)" }).count == 5_000)
    }

    @Test("Serial numbers fill a list exactly, and go on in the next")
    func permutation() {
        let size = StatusReference.listSize
        #expect(Set((0..<size).map { StatusReference(serial: $0).index }) == Set(0..<size))
        #expect(StatusReference(serial: size - 1).list == 0 && StatusReference(serial: size).list == 1)
        // Neighbours in time are far apart.
        let distance = abs(StatusReference(serial: 1).index - StatusReference(serial: 0).index)
        #expect(distance > 1_000)
    }

    @Test("There are as many lists as certificates can stand in, and no more")
    func onlyLeased() async throws {
        let fixture = try await CertificateFixture()
        let lists = fixture.lists()
        #expect(try await lists(0) == nil, "before the first certificate")
        _ = try await fixture.issue(by: fixture.issuer())
        #expect(try await lists(0) != nil)
        for number in [1, 2, -1, .max, .min] as [Int64] {
            #expect(try await lists(number) == nil, "\(number)")
        }
        try await fixture.database.write { tx in
            try tx.execute("UPDATE serial_block SET next = \(StatusReference.listSize + 1) WHERE name = 'certificate'")
        }
        #expect(try await lists(1) != nil)
        #expect(try await lists(2) == nil)
    }

    private func payload(_ list: PublishedStatusList, _ fixture: CertificateFixture) throws -> JSON {
        let key = try #require(fixture.verifyingKey)
        let signature = try JSONWebSignature(compact: String(decoding: list.token, as: UTF8.self), keys: [key])
        #expect(signature.header["typ"]?.string == "statuslist+jwt" && signature.header["kid"]?.string == key.id)
        return try JSON.parse(signature.payload)
    }

    @Test("Signed once in its ttl, however many ask at once; then anew, with what was revoked meanwhile")
    func signedOnce() async throws {
        let fixture = try await CertificateFixture()
        let certificate = try await fixture.issue(by: fixture.issuer())
        let lists = fixture.lists()
        let tokens = try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            for _ in 0..<50 { group.addTask { try await lists(0)?.token } }
            return try await group.reduce(into: Set<[UInt8]?>()) { $0.insert($1) }
        }
        #expect(tokens.count == 1)
        let first = try #require(try await lists(0))
        let claims = try payload(first, fixture)
        let seconds = fixture.clock.now().milliseconds / 1000
        #expect(claims["sub"]?.string == "https://huimin.example/status/0")
        #expect(claims["iat"]?.int.map { Int64($0) } == seconds)
        let ttl = try #require(claims["ttl"]?.int.map { Int64($0) })
        let end = try #require(claims["exp"]?.int.map { Int64($0) })
        #expect(first.secondsFresh(at: fixture.clock.now()) == ttl)
        #expect(end >= seconds + 2 * ttl, "good for as long as we hand it out and its reader may keep it")
        try await fixture.database.write { tx in
            try tx.execute("UPDATE certificate SET state = 'revoked' WHERE id = \(certificate.id)")
        }
        fixture.clock.advance(seconds: ttl - 1)
        #expect(try await lists(0)?.token == first.token)
        #expect(try await lists(0)?.secondsFresh(at: fixture.clock.now()) == 1)
        fixture.clock.advance(seconds: 1)
        let second = try #require(try await lists(0))
        #expect(second.token != first.token && second.entityTag != first.entityTag)
        let place = try SelectiveDisclosureToken.verify(certificate.sdJWT, keys: [try #require(fixture.verifyingKey)])
        let index = try #require(place["status"]?["status_list"]?["idx"]?.int)
        #expect(try bits(payload(first, fixture)).allSatisfy { $0 == 0 })
        let set = try bits(payload(second, fixture))
        #expect(set[index / 4] == 1 << UInt8(index % 4 * 2) && set.reduce(0) { $0 + $1.nonzeroBitCount } == 1)
    }

    @Test("What we signed as something else is no certificate")
    func anotherKind() async throws {
        let fixture = try await CertificateFixture()
        _ = try await fixture.issue(by: fixture.issuer())
        let list = try #require(try await fixture.lists()(0))
        let key = try #require(fixture.verifyingKey)
        #expect(throws: SelectiveDisclosureToken.Fault.wrongType) {
            try SelectiveDisclosureToken.verify(String(decoding: list.token, as: UTF8.self) + "~", keys: [key])
        }
    }

    /// The bits of a list, from its zlib stream of stored blocks.
    private func bits(_ claims: JSON) throws -> [UInt8] {
        #expect(claims["status_list"]?["bits"]?.int == 2)
        let stream = try #require(claims["status_list"]?["lst"]?.string.flatMap { Base64URL.bytes($0) })
        #expect(stream.prefix(2) == [0x78, 0x01])
        var rest = stream.dropFirst(2)
        var bits: [UInt8] = []
        var isLast = false
        while !isLast {
            let head = Array(rest.prefix(5))
            isLast = head[0] == 1
            let length = Int(head[1]) | Int(head[2]) << 8
            #expect(head[1] == ~head[3] && head[2] == ~head[4])
            bits += rest.dropFirst(5).prefix(length)
            rest = rest.dropFirst(5 + length)
        }
        #expect(rest.count == 4 && bits.count == Int(StatusReference.listSize / 4))
        return bits
    }
}
