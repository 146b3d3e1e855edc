import Exchange
import FoundationEssentials
import Kernel
import Storage
import StoragePostgres
import Synchronization

/// A department's PostgreSQL, or a database that speaks its language (人大金仓、openGauss in their compatible modes). Every column is
/// asked for as a text: what a number or a day looks like is said by the description.
final class DepartmentServer: DepartmentDatabase {
    /// Few, so that the platform is a small load on a system that others work with.
    private static let readers = 4
    /// Longer than the longest deadline of the exchange, which is the minute for reading back a day's registrations: by then
    /// nobody waits for the answer.
    private static let patience = Duration.seconds(90)

    let place: String
    private let address: @Sendable () throws -> String
    private let opened = Mutex<PostgresDatabase?>(nil)

    /// - Parameters:
    ///   - place: host, port and database.
    ///   - address: the URL with what is secret in it; asked for when a connection is first needed.
    init(place: String, address: @escaping @Sendable () throws -> String) {
        self.place = place
        self.address = address
    }

    func reading<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws(SourceFault) -> Value {
        do { return try await database().read(body) } catch { throw Self.fault(of: error) }
    }

    func writing<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws(SourceFault) -> Value {
        do { return try await database().write(body) } catch { throw Self.fault(of: error) }
    }

    func asking(_ statement: SQL, for columns: [String]) -> SQL {
        let texts = columns.map { "CAST(\(Self.quoted($0)) AS TEXT) AS \(Self.quoted($0))" }
        return statement.asTable(
            of: "SELECT \(texts.isEmpty ? "1" : texts.joined(separator: ", ")) FROM ", " AS described")
    }

    func probing(_ statement: SQL, for columns: [String]) -> SQL {
        asking(statement.asTable(of: "SELECT * FROM ", " AS tried LIMIT 0"), for: columns)
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private func database() throws -> PostgresDatabase {
        try opened.withLock { opened in
            if let opened { return opened }
            let database = PostgresDatabase(
                ofOthers: try address(), readers: Self.readers, patience: Self.patience)
            opened = database
            return database
        }
    }

    /// The fault in the words of the exchange.
    private static func fault(of error: any Error) -> SourceFault {
        switch error {
        case is CancellationError: .timedOut
        // A statement that the server does not understand, or whose values are not of its types: its code comes first.
        case StorageError.constraintViolation(let message) where ["22", "42", "0A"].contains(message.prefix(2)):
            // Class 22 quotes the value, which is somebody's.
            .malformed(message.hasPrefix("22") ? String(message.prefix(5)) : message)
        case StorageError.uniqueViolation, StorageError.constraintViolation: .refused("constraint")
        default: .unreachable
        }
    }
}

extension DepartmentServer {
    /// - Throws: `DescriptionError` where the description lacks what this kind needs.
    convenience init(_ department: Department, dataDirectory: String) throws {
        let connection = department.connection
        let host = try connection.required("服务器")
        let database = try connection.required("库")
        let user = try connection.required("用户")
        let secret = connection["口令文件"]?.text.map { dataDirectory + "/" + $0 }
        let encryption = try Encryption(connection, dataDirectory: dataDirectory)
        self.init(place: "\(host)/\(database)") {
            let password = try secret.map { ":" + Self.escaped(try Self.password(in: $0)) } ?? ""
            return
                "postgres://\(Self.escaped(user))\(password)@\(host)/\(Self.escaped(database))?\(encryption.parameters)"
        }
    }

    /// 加密 — whether the connection is, and whether the server has to prove who it is.
    private struct Encryption {
        let parameters: String

        init(_ connection: Description, dataDirectory: String) throws {
            switch connection["加密"]?.text ?? "核对证书" {
            case "核对证书":
                let root = try connection.required("根证书文件")
                parameters = "sslmode=verify-full&sslrootcert=\(DepartmentServer.escaped(dataDirectory + "/" + root))"
            case "要加密": parameters = "sslmode=require"
            case "不加密": parameters = "sslmode=disable"
            case let other:
                throw DescriptionError(path: "连接.加密", problem: "\(other) 不是 核对证书、要加密、不加密 之一 (unknown)")
            }
        }
    }

    private static func password(in path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path),
            let line = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first
        else { throw StorageError.unavailable("no password in \(path)") }
        return String(line)
    }

    /// As it may stand in an address.
    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { escaped, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default: escaped += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }
}
