/// Where something stands in a definition file. Lines and columns count from 1; columns are code points, as editors
/// and the FEEL engine count them.
package struct FilePosition: Hashable, Comparable, Sendable {
    /// The file's path as it was given, e.g. `City/items/高龄津贴/item.yaml`.
    package let file: String
    package let line: Int
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    package static func < (left: FilePosition, right: FilePosition) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }

    /// The same file, some columns to the right.
    package func moved(columns: Int) -> FilePosition {
        FilePosition(file: file, line: line, column: column + columns)
    }
}

extension FilePosition: CustomStringConvertible {
    /// `City/items/高龄津贴/item.yaml:12:5`
    package var description: String { "\(file):\(line):\(column)" }
}
