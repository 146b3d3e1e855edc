/// Which file of a tiled log (C2SP `tlog-tiles`): up to 256 neighbouring hashes of one level, or up to 256 entries.
public struct TileAddress: Hashable, Sendable {
    public let content: Content
    /// Counted from 0 within the level.
    public let index: Int
    /// How many hashes or entries, 1 to 256. Below 256 the tile is partial: the last one of its level so far.
    public let width: Int

    /// What is in a tile.
    public enum Content: Hashable, Sendable {
        /// Level 0 holds leaf hashes; a hash of level n + 1 stands for a full tile of level n.
        case hashes(level: Int)
        case entries
    }

    public static let fullWidth = 256

    /// `nil` for a level above 63, a negative index or a width beyond 1 to 256.
    public init?(_ content: Content, index: Int, width: Int = fullWidth) {
        if case .hashes(let level) = content, !(0...63).contains(level) { return nil }
        guard index >= 0, (1...TileAddress.fullWidth).contains(width) else { return nil }
        self.init(unchecked: content, index: index, width: width)
    }

    init(unchecked content: Content, index: Int, width: Int) {
        self.content = content
        self.index = index
        self.width = width
    }

    public var isPartial: Bool { width < TileAddress.fullWidth }

    /// The tile that takes this one's place once it is full.
    public var full: TileAddress { TileAddress(unchecked: content, index: index, width: TileAddress.fullWidth) }
}

extension TileAddress {
    /// `tile/0/x001/x234/067.p/8`, below the prefix of the log.
    public var path: String {
        var groups = [String(index % 1000).paddedToThree]
        var rest = index / 1000
        while rest > 0 {
            groups.insert("x" + String(rest % 1000).paddedToThree, at: 0)
            rest /= 1000
        }
        let level = if case .hashes(let level) = content { String(level) } else { "entries" }
        return "tile/\(level)/" + groups.joined(separator: "/") + (isPartial ? ".p/\(width)" : "")
    }

    /// Reads a path as `path` writes it and in no other spelling.
    public init?(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0] == "tile" else { return nil }
        let content = parts[1] == "entries" ? Content.entries : Int(parts[1]).map { .hashes(level: $0) }
        var groups = parts.dropFirst(2)
        var width = TileAddress.fullWidth
        if let last = groups.dropLast().last, last.hasSuffix(".p"), let partial = groups.last.flatMap({ Int($0) }) {
            width = partial
            groups = groups.dropLast(2) + [last.dropLast(2)]
        }
        let digits = groups.map { $0.hasPrefix("x") ? $0.dropFirst() : $0 }.joined()
        guard let content, groups.count <= 6, let index = Int(digits),
            let address = TileAddress(content, index: index, width: width), address.path == path
        else { return nil }
        self = address
    }
}

extension String {
    fileprivate var paddedToThree: String { String(repeating: "0", count: 3 - utf8.count) + self }
}

/// A tile to be written: immutable once it is there, except that a full one replaces its partial forerunners.
public struct TileFile: Hashable, Sendable {
    public let address: TileAddress
    public let bytes: [UInt8]

    public init(address: TileAddress, bytes: [UInt8]) {
        self.address = address
        self.bytes = bytes
    }
}

/// Why a log cannot be read from its tiles.
public enum TileError: Error, Hashable, Sendable {
    case missing(TileAddress)
    /// Its bytes are no tile of that width, or no bundle of that many entries.
    case malformed(TileAddress)
    /// Entries have up to 65,535 bytes each.
    case entryTooLong(byteCount: Int)
    /// There is no such entry or size in this log.
    case outOfRange
}
