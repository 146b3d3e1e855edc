/// One file: what it holds, and how much of that is on disk.
struct Inode {
    enum Change {
        case write(Int, [UInt8])
        case truncate(Int)

        func apply(_ bytes: inout [UInt8]) {
            switch self {
            case .write(let offset, let new): Self.put(new[...], at: offset, in: &bytes)
            case .truncate(let size): if size < bytes.count { bytes.removeLast(bytes.count - size) }
            }
        }

        static func put(_ new: ArraySlice<UInt8>, at offset: Int, in bytes: inout [UInt8]) {
            let end = offset + new.count
            if end > bytes.count { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
            bytes.withUnsafeMutableBytes { target in
                new.withUnsafeBytes {
                    UnsafeMutableRawBufferPointer(rebasing: target[offset..<end]).copyMemory(from: $0)
                }
            }
        }
    }

    private static let sectorSize = 512

    /// As programs see it.
    private(set) var bytes: [UInt8]
    private var onDisk: [UInt8]
    private var unsettled: [Change] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
        onDisk = bytes
    }

    mutating func apply(_ change: Change) {
        change.apply(&bytes)
        unsettled.append(change)
    }

    mutating func settle() {
        for change in unsettled { change.apply(&onDisk) }
        unsettled = []
    }

    /// What is found after the power failed: what was waited for, and of the rest anything from nothing to all.
    func survivor(_ random: inout Seeded) -> [UInt8] {
        guard !unsettled.isEmpty else { return onDisk }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return onDisk
        case 1: return bytes
        default: return torn(&random)
        }
    }

    private func torn(_ random: inout Seeded) -> [UInt8] {
        var found = onDisk
        for change in random.chance(1, in: 2) ? unsettled : unsettled.shuffled(using: &random) {
            guard case .write(let offset, let new) = change else {
                if random.chance(1, in: 2) { change.apply(&found) }
                continue
            }
            var start = 0
            while start < new.count {
                let boundary = (offset + start) / Self.sectorSize * Self.sectorSize + Self.sectorSize - offset
                let end = min(boundary, new.count)
                tear(new[start..<end], at: offset + start, in: &found, &random)
                start = end
            }
        }
        return found
    }

    /// A sector that is whole, missing, cut off in the middle, or was being written when the power failed.
    private func tear(_ sector: ArraySlice<UInt8>, at offset: Int, in found: inout [UInt8], _ random: inout Seeded) {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<12: Change.put(sector, at: offset, in: &found)
        case 12..<17: break
        case 17, 18: Change.put(sector.prefix(Int.random(in: 0...sector.count, using: &random)), at: offset, in: &found)
        default:
            let noise = (0..<sector.count).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
            Change.put(noise[...], at: offset, in: &found)
        }
    }
}

/// A change of what a folder holds.
enum NameChange {
    case link(String, Int)
    case unlink(String)
    case rename(String, String, Int)
    case makeFolder(String)
    case removeFolder(String)

    var path: String {
        switch self {
        case .link(let path, _), .unlink(let path), .rename(_, let path, _), .makeFolder(let path),
            .removeFolder(let path):
            path
        }
    }

    func isPossible(in state: PowerDisk.State) -> Bool {
        switch self {
        case .unlink(let path): state.names[path] != nil
        case .removeFolder(let path):
            state.folders.contains(path) && !state.names.keys.contains { $0.hasPrefix(path + "/") }
        case .link, .rename, .makeFolder: true
        }
    }

    func apply(_ names: inout [String: Int], _ folders: inout Set<String>) {
        switch self {
        case .link(let path, let file): names[path] = file
        case .unlink(let path): names[path] = nil
        case .rename(let path, let target, let file):
            names[path] = nil
            names[target] = file
        case .makeFolder(let path): folders.insert(path)
        case .removeFolder(let path): folders.remove(path)
        }
    }
}
