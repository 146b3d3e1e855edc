import Testing
import TransparencyLog

@Suite struct TileTests {
    @Test(
        "paths, both ways",
        arguments: [
            (.hashes(level: 0), 0, 256, "tile/0/000"), (.hashes(level: 1), 1_234_067, 256, "tile/1/x001/x234/067"),
            (.hashes(level: 0), 273, 112, "tile/0/273.p/112"), (.entries, 1000, 1, "tile/entries/x001/000.p/1"),
            (.hashes(level: 63), 999, 255, "tile/63/999.p/255"),
            (.entries, 1_000_000, 256, "tile/entries/x001/x000/000"),
        ] as [(TileAddress.Content, Int, Int, String)])
    func paths(content: TileAddress.Content, index: Int, width: Int, path: String) throws {
        let address = try #require(TileAddress(content, index: index, width: width))
        #expect(address.path == path)
        #expect(TileAddress(path: path) == address)
    }

    @Test(
        "what is no tile path",
        arguments: [
            "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/0000", "tile/00/000", "tile/64/000", "tile/-1/000",
            "tile/+1/000",
            "tile/0/x000/001", "tile/0/x1/000", "tile/0/001/002", "tile/0/x001/x002", "tile/0/000.p", "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/1/2", "tile/entry/000", "/tile/0/000", "tile/0/../000",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/0/000/", "checkpoint",
        ])
    func refused(path: String) { #expect(TileAddress(path: path) == nil) }

    @Test("a log of 70,000 has the tiles of the specification's example; any batches write the same")
    func specificationExample() throws {
        let hasher = QuickHasher()
        let leaves = (0..<70_000).map { hasher.leaf([UInt8($0 & 255), UInt8($0 >> 8 & 255), UInt8($0 >> 16)]) }
        var writer = TileWriter(hasher: hasher)
        let files = writer.append(leaves: leaves)
        let partial = files.filter(\.address.isPartial).map(\.address.path)
        #expect(partial == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
        #expect(files.count == 273 + 1 + 1 + 1 + 1 && Set(files.map(\.address)).count == files.count)
        #expect(files.allSatisfy { $0.bytes.count == $0.address.width * 32 })

        var generator = SeededGenerator(seed: 7)
        var (batched, tiles, rest) = (TileWriter(hasher: hasher), [TileAddress: [UInt8]](), leaves[...])
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...900, using: &generator))
            for file in batched.append(leaves: rest.prefix(count)) {
                #expect(tiles[file.address] == nil, "\(file.address.path) is written twice")
                tiles[file.address] = file.bytes
            }
            rest = rest.dropFirst(count)
        }
        #expect(batched.head == writer.head)
        #expect(files.allSatisfy { tiles[$0.address] == $0.bytes }, "seed \(generator.seed)")
        let reader = TileReader(hasher: hasher, size: 70_000) { tiles[$0] }
        #expect(try reader.root() == writer.head.root)
        let proof = try reader.inclusionProof(of: 65_535)
        try hasher.verify(inclusionOf: leaves[65_535], at: 65_535, in: writer.head, proof: proof)
        let needed = TileAddress.needed(forInclusionOf: 65_535, in: 70_000)
        let few = TileReader(hasher: hasher, size: 70_000) { needed.contains($0) ? tiles[$0] : nil }
        #expect(try few.inclusionProof(of: 65_535) == proof && needed.count <= 4)
    }

    @Test(
        "a writer takes up any log where its tiles end, partial tiles gone or not",
        arguments: [0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_793])
    func resuming(size: Int) throws {
        let hasher = QuickHasher()
        let leaves = (0..<size + 600).map { hasher.leaf([UInt8($0 & 255), UInt8($0 >> 8 & 255), UInt8($0 >> 16)]) }
        var (whole, tiles) = (TileWriter(hasher: hasher), [TileAddress: [UInt8]]())
        for part in [leaves[..<size], leaves[size...]] {
            for file in whole.append(leaves: part) { tiles[file.address] = file.bytes }
        }
        for keepsPartial in [true, false] {
            let reader = TileReader(hasher: hasher, size: size) { address in
                let isReplaced = address.isPartial && tiles[address.full] != nil
                return keepsPartial || !isReplaced ? tiles[address] : nil
            }
            var resumed = try TileWriter(resuming: reader)
            #expect(resumed.size == size)
            for file in resumed.append(leaves: leaves[size...]) { #expect(tiles[file.address] == file.bytes) }
            #expect(resumed.head == whole.head)
        }
    }

    @Test("missing and damaged tiles are named")
    func damage() throws {
        let hasher = QuickHasher()
        let log = SampleLog(hasher: hasher, entries: (0..<300).map { [UInt8($0 & 255), UInt8($0 >> 8)] })
        let first = try #require(TileAddress(.hashes(level: 0), index: 0))
        let missing = TileReader(hasher: hasher, size: 300) { $0 == first ? nil : log.tiles[$0] }
        #expect(throws: TileError.missing(first)) { try missing.inclusionProof(of: 7) }
        let short = TileReader(hasher: hasher, size: 300) { $0 == first ? log.tiles[$0]?.dropLast() : log.tiles[$0] }
        #expect(throws: TileError.malformed(first)) { try short.inclusionProof(of: 7) }
        #expect(throws: TileError.outOfRange) { try missing.inclusionProof(of: 300) }
        #expect(throws: TileError.outOfRange) { try missing.consistencyProof(from: 301) }
        #expect(try missing.consistencyProof(from: 0) == [])
    }

    @Test("bundles hold the entries that the tiles commit to", arguments: [1, 255, 256, 257, 700])
    func bundles(size: Int) throws {
        let entries = (0..<size).map { number in [UInt8](repeating: UInt8(number & 255), count: number % 40) }
        var (writer, files) = (BundleWriter(), [TileAddress: [UInt8]]())
        for file in try writer.append(entries: Array(entries.prefix(size / 3))) { files[file.address] = file.bytes }
        writer = try BundleWriter(resumingAt: size / 3) { files[$0] }
        for file in try writer.append(entries: Array(entries.dropFirst(size / 3))) { files[file.address] = file.bytes }
        #expect(writer.size == size)
        var read = [[UInt8]]()
        for index in 0..<size / 256 {
            let address = try #require(TileAddress(.entries, index: index))
            read += try EntryBundle.entries(try #require(files[address]), at: address)
        }
        if let edge = TileAddress.rightEdge(.entries, of: size) {
            read += try EntryBundle.entries(try #require(files[edge]), at: edge)
            #expect(throws: TileError.malformed(edge)) { try EntryBundle.entries((files[edge] ?? []) + [0], at: edge) }
        }
        #expect(read == entries)
    }

    @Test("an entry that does not fit a bundle is refused, and nothing is half written")
    func tooLong() throws {
        var writer = BundleWriter()
        let long = [UInt8](repeating: 1, count: 65_536)
        #expect(throws: TileError.entryTooLong(byteCount: 65_536)) { try writer.append(entries: [[1], long]) }
        #expect(writer.size == 0)
        let files = try writer.append(entries: [[UInt8](repeating: 1, count: 65_535)])
        #expect(files.map(\.bytes.count) == [65_537])
    }
}
