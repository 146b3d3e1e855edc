/// One key with its value, or one element of a list, and what the format says of it.
struct FormatPart: Comparable {
    /// `nil` for an element of a list.
    let entry: YAMLNode.Entry?
    let value: YAMLNode
    /// `nil` where the format does not know it.
    let shape: Shape?
    /// Its place among the others: first that of the format, then that in the file.
    let rank: Int
    let place: Int
    /// Whether the format does not know the key.
    var isStranger: Bool { entry != nil && shape == nil }

    static func < (left: FormatPart, right: FormatPart) -> Bool {
        (left.rank, left.place) < (right.rank, right.place)
    }

    static func == (left: FormatPart, right: FormatPart) -> Bool { left.place == right.place }
}

/// A part that begins a line of the file.
struct PartOnLines: Comparable {
    let part: FormatPart
    /// The line of its key or dash, from 0, and the column.
    let start: Int
    let column: Int
    /// How many levels of its value have a line for each part.
    let depth: Int
    let isAtRoot: Bool

    static func < (left: PartOnLines, right: PartOnLines) -> Bool { left.part < right.part }
    static func == (left: PartOnLines, right: PartOnLines) -> Bool { left.part == right.part }
}

extension YAMLNode {
    var isCollection: Bool { text == nil }
    var isEmptyCollection: Bool { entries?.isEmpty ?? list?.isEmpty ?? false }

    /// Whether a text of several lines stands in it.
    var holdsBlock: Bool {
        switch content {
        case .text(let text): text.blockStart != nil
        case .list(let nodes): nodes.contains(where: \.holdsBlock)
        case .record(let entries): entries.contains(where: \.value.holdsBlock)
        }
    }

    /// Its keys or elements in the order of the file. A key that the format does not know stays behind the one that it stands
    /// behind; names that the author chose keep their order.
    func parts(_ shape: Shape?) -> [FormatPart] {
        switch content {
        case .text: return []
        case .list(let nodes):
            return nodes.enumerated().map { place, node in
                FormatPart(entry: nil, value: node, shape: shape?.elementShape, rank: 0, place: place)
            }
        case .record(let entries):
            let record = shape?.recordShape
            var rank = -1
            return entries.enumerated().map { place, entry in
                let known = record?.keys.firstIndex { $0.name == entry.key }
                rank = known ?? record?.others.map { $0.comeFirst ? -1 : record?.keys.count ?? 0 } ?? rank
                return FormatPart(
                    entry: entry, value: entry.value,
                    shape: known.flatMap { record?.keys[$0].shape } ?? record?.others?.shape, rank: rank, place: place)
            }
        }
    }
}

extension Shape {
    fileprivate var elementShape: Shape? {
        switch self {
        case .list(let element, _, _): element
        case .either(let shapes): shapes.lazy.compactMap(\.elementShape).first
        case .text, .record: nil
        }
    }

    fileprivate var recordShape: RecordShape? {
        switch self {
        case .record(let record): record
        case .either(let shapes): shapes.lazy.compactMap(\.recordShape).first
        case .text, .list: nil
        }
    }
}
