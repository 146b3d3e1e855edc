package import Exchange
import Kernel
import Storage

/// 数据库 — reads a department's database file by the statements of its description, and writes back where it offers that.
package struct SQLConnector: SourceConnector {
    private let file: DepartmentFile
    private let statements: [String: Statements]

    /// The statements of one resource.
    private struct Statements: Sendable {
        let resource: Resource
        let query: NamedStatement
        let writeBack: WriteBack?
    }

    private struct WriteBack: Sendable {
        let insert: NamedStatement
        let receipt: NamedStatement
        let numberColumn: String
    }

    /// - Throws: `DescriptionError` where the description lacks what this kind needs.
    package init(_ department: Department, dataDirectory: String) throws {
        let kind = try department.connection.required("种类")
        guard kind == "SQLite" else {
            throw DescriptionError(path: "连接.种类", problem: "\(kind)：目前可用 SQLite (only SQLite so far)")
        }
        file = DepartmentFile(path: dataDirectory + "/" + (try department.connection.required("文件")))
        statements = try department.resources.reduce(into: [:]) { statements, resource in
            statements[resource.name] = Statements(
                resource: resource, query: NamedStatement(try resource.description.required("查询")),
                writeBack: try resource.writeBack.map { writeBack in
                    WriteBack(
                        insert: NamedStatement(try writeBack.description.required("写入")),
                        receipt: NamedStatement(try writeBack.description.required("回执")),
                        numberColumn: try writeBack.description.required("受理号"))
                })
        }
    }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        let resource = query.resource
        guard let sql = statements[resource.name]?.query.bound(to: query.key) else { throw .notDescribed }
        let columns = resource.allColumns
        let rows = try await file.reading { try $0.rows(sql) }
        let records = try rows.map { row throws(SourceFault) in
            SourceRecord(columns: try row.texts(of: columns))
        }
        return try records.about(query)
    }

    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        var values = delivery.values
        values["事件编号"] = delivery.eventID
        guard let writeBack = statements[delivery.resource.name]?.writeBack,
            let insert = writeBack.insert.bound(to: values), let receipt = writeBack.receipt.bound(to: values)
        else { throw .notDescribed }
        let numberColumn = writeBack.numberColumn
        let number = try await file.writing { transaction in
            try transaction.execute(insert)
            return try transaction.row(receipt)?.optionalText(numberColumn)
        }
        guard let number else { throw .malformed("no acknowledgement number") }
        return Acknowledgement(number: number)
    }

    package func selfCheck() async -> [CheckFinding] {
        do throws(SourceFault) {
            _ = try await file.reading { try $0.rows("SELECT 1 AS one") }
        } catch { return [.unreachable(error)] }
        var findings: [CheckFinding] = []
        for (name, statements) in statements.sorted(by: { $0.key < $1.key }) {
            let missing = await missingColumns(statements)
            findings.append(missing.isEmpty ? .sound(name) : .missing(missing, of: name))
        }
        return findings
    }

    /// Columns of the description that its statement does not give; all of them where the statement itself fails.
    private func missingColumns(_ statements: Statements) async -> [String] {
        var missing: [String] = []
        for column in statements.resource.allColumns.sorted() {
            // In brackets a name that is no column is an error; in quotes SQLite would take it for a text.
            let text = "SELECT [\(column)] FROM (\(statements.query.withoutValues)) LIMIT 1"
            let isThere: Void? = try? await file.reading { _ = try $0.rows(SQL(pieces: [text], parameters: [])) }
            if isThere == nil { missing.append(column) }
        }
        return missing
    }
}

extension Row {
    /// The columns as texts. A column that the statement does not give is a mistake of the description.
    fileprivate func texts(of columns: Set<String>) throws(SourceFault) -> [String: String?] {
        var texts: [String: String?] = [:]
        for column in columns {
            guard columnNames.contains(column) else { throw .malformed("no column \(column)") }
            switch self[column] {
            case .null: texts.updateValue(nil, forKey: column)
            case .text(let text): texts[column] = text
            case .integer(let number): texts[column] = String(number)
            case .boolean(let flag): texts[column] = flag ? "1" : "0"
            case .blob: throw .malformed("column \(column) holds bytes")
            }
        }
        return texts
    }
}
