/// 256 neighbouring entries in one file, each behind its length in two bytes (C2SP `tlog-tiles`).
public enum EntryBundle {
    /// The entries of a bundle, of which there must be as many as its address says; a wider bundle of the same place
    /// will do.
    public static func entries(_ bytes: [UInt8], at address: TileAddress) throws(TileError) -> [[UInt8]] {
        var entries = [[UInt8]]()
        var rest = bytes[...]
        while rest.count >= 2 {
            let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            guard rest.count >= 2 + length else { break }
            entries.append(Array(rest.dropFirst(2).prefix(length)))
            rest = rest.dropFirst(2 + length)
        }
        guard rest.isEmpty, (address.width...TileAddress.fullWidth).contains(entries.count) else {
            throw .malformed(address)
        }
        return Array(entries.prefix(address.width))
    }
}

/// The entries of a growing log: takes them in order and says which bundles to write, beside the tiles of `TileWriter`.
public struct BundleWriter: Sendable {
    public private(set) var size: Int
    /// The bytes of the last bundle while that is partial.
    private var edge: [UInt8]

    /// An empty log.
    public init() {
        size = 0
        edge = []
    }

    /// Takes up a log where its bundles end.
    /// - Parameter fetch: the bytes of a bundle, or `nil` where there is none.
    public init(resumingAt size: Int, fetch: (TileAddress) -> [UInt8]?) throws(TileError) {
        self.size = size
        edge = []
        guard let address = TileAddress.rightEdge(.entries, of: size) else { return }
        guard let bytes = fetch(address) ?? fetch(address.full) else { throw .missing(address) }
        for entry in try EntryBundle.entries(bytes, at: address) { add(entry) }
    }

    /// Adds entries and returns the bundles to write: those that became full, and the partial one at the end. Nothing
    /// is added where one entry is too long.
    public mutating func append(entries: [[UInt8]]) throws(TileError) -> [TileFile] {
        if let entry = entries.first(where: { $0.count > Int(UInt16.max) }) {
            throw .entryTooLong(byteCount: entry.count)
        }
        var files = [TileFile]()
        for entry in entries {
            add(entry)
            size += 1
            guard size % TileAddress.fullWidth == 0 else { continue }
            let address = TileAddress(unchecked: .entries, index: size / TileAddress.fullWidth - 1, width: 256)
            files.append(TileFile(address: address, bytes: edge))
            edge.removeAll(keepingCapacity: true)
        }
        if !entries.isEmpty, let address = TileAddress.rightEdge(.entries, of: size) {
            files.append(TileFile(address: address, bytes: edge))
        }
        return files
    }

    private mutating func add(_ entry: [UInt8]) {
        edge.append(UInt8(entry.count >> 8))
        edge.append(UInt8(entry.count & 0xFF))
        edge += entry
    }
}
