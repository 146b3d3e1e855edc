import CPQ
import Storage

/// Types by their numbers in `pg_type`, which never change.
enum PostgresType {
    static let boolean: Oid = 16, bytes: Oid = 17, name: Oid = 19, int8: Oid = 20, int2: Oid = 21, int4: Oid = 23
    static let text: Oid = 25, varchar: Oid = 1043
    /// Left to the server to infer.
    static let unspecified: Oid = 0
}

/// The parameters of one statement, in the binary form of their types.
struct BoundParameters {
    private(set) var types: [Oid] = []
    /// All values in one piece, closed by a zero so that there is always an address.
    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    init(_ values: [SQLValue]) {
        for value in values { append(value) }
        bytes.append(0)
    }

    private mutating func append(_ value: SQLValue) {
        let start = bytes.count
        switch value {
        case .null: types.append(PostgresType.unspecified)
        case .integer(let number):
            types.append(PostgresType.int8)
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        case .text(let text):
            types.append(PostgresType.text)
            bytes.append(contentsOf: text.utf8)
        case .blob(let blob):
            types.append(PostgresType.bytes)
            bytes.append(contentsOf: blob)
        case .boolean(let flag):
            types.append(PostgresType.boolean)
            bytes.append(flag ? 1 : 0)
        }
        starts.append(value == .null ? nil : start)
        lengths.append(Int32(bytes.count - start))
    }

    /// Gives the arrays that libpq wants; they live as long as the call.
    func withArrays<Result>(
        _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            let values = starts.map { start in
                start.flatMap { buffer.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
            }
            return body(values, lengths, [Int32](repeating: 1, count: starts.count))
        }
    }
}

/// A result, in the binary form of its columns. Cleared with its last reference.
final class PostgresResult {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { PQclear(pointer) }

    var isGood: Bool { [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(pointer)) }

    /// `INSERT`, `COMMIT` …
    var tag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

    var changedRows: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

    func rows() throws(PostgresFault) -> [Row] {
        let columns = (0..<PQnfields(pointer)).map { index in
            (name: PQfname(pointer, index).map { String(cString: $0) } ?? "", type: PQftype(pointer, index))
        }
        let names = columns.map(\.name)
        var rows: [Row] = []
        for row in 0..<PQntuples(pointer) {
            var values: [SQLValue] = []
            for (column, description) in columns.enumerated() {
                values.append(try value(row, Int32(column), description.type, description.name))
            }
            rows.append(Row(columns: names, values: values))
        }
        return rows
    }

    private func value(_ row: Int32, _ column: Int32, _ type: Oid, _ name: String) throws(PostgresFault) -> SQLValue {
        guard PQgetisnull(pointer, row, column) == 0, let start = PQgetvalue(pointer, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(pointer, row, column)))
        switch type {
        case PostgresType.int8, PostgresType.int4, PostgresType.int2: return .integer(Self.integer(bytes))
        case PostgresType.text, PostgresType.varchar, PostgresType.name:
            return .text(String(decoding: bytes, as: UTF8.self))
        case PostgresType.bytes: return .blob([UInt8](bytes))
        case PostgresType.boolean: return .boolean(bytes.first == 1)
        default:
            throw .refused(
                state: "42804", rule: name, message: "column \(name) has type \(type): CAST it in the statement")
        }
    }

    /// Big-endian, two's complement, of 2, 4 or 8 bytes.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        let isNegative = (bytes.first ?? 0) >= 0x80
        return bytes.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) }
    }
}
