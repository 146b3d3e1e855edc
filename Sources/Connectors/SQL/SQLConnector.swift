package import Exchange
import Kernel
import Storage

/// 数据库 — reads a department's database by the statements of its description, and writes back where it offers that.
package struct SQLConnector: SourceConnector {
    private let database: any DepartmentDatabase
    private let statements: [String: Statements]
    /// By the way in which something is told.
    private let writeBacks: [String: WriteBack]

    /// The statements of one resource, or of one question that it answers by yes or no.
    private struct Statements: Sendable {
        /// The resource's name.
        let resource: String
        let columns: Set<String>
        let query: NamedStatement
    }

    private struct WriteBack: Sendable {
        let insert: NamedStatement
        let receipt: NamedStatement
        let numberColumn: String
    }

    /// - Parameter address: of a PostgreSQL, in the place of the description's.
    /// - Throws: `DescriptionError` where the description lacks what this kind needs.
    package init(_ department: Department, dataDirectory: String, address: String? = nil) throws {
        switch try department.connection.required("种类") {
        case "SQLite":
            database = DepartmentFile(path: dataDirectory + "/" + (try department.connection.required("文件")))
        case "PostgreSQL":
            database =
                try address.map { address in DepartmentServer(place: department.name) { address } }
                ?? DepartmentServer(department, dataDirectory: dataDirectory)
        case let kind:
            throw DescriptionError(
                path: "连接.种类", problem: "\(kind) 不是 SQLite、PostgreSQL 之一 (SQLite or PostgreSQL)")
        }
        statements = try department.resources.reduce(into: [:]) { statements, resource in
            for predicate in resource.predicates {
                statements[resource.name(of: predicate)] = Statements(
                    resource: resource.name, columns: resource.columns(of: predicate),
                    query: NamedStatement(try predicate.description.required("查询")))
            }
            statements[resource.name] = Statements(
                resource: resource.name, columns: resource.allColumns,
                query: NamedStatement(try resource.description.required("查询")))
            for channel in resource.channels {
                guard let readBack = channel.writeBack?.readBack else { continue }
                statements[channel.readBackName] = Statements(
                    resource: resource.name, columns: readBack.allColumns,
                    query: NamedStatement(try readBack.description.required("查询")))
            }
        }
        writeBacks = try department.channels.reduce(into: [:]) { writeBacks, channel in
            guard let description = channel.writeBack?.description else { return }
            writeBacks[channel.name] = WriteBack(
                insert: NamedStatement(try description.required("写入")),
                receipt: NamedStatement(try description.required("回执")),
                numberColumn: try description.required("受理号"))
        }
    }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        guard let statement = statements[query.subjectName]?.query, let sql = statement.bound(to: query.values) else {
            throw .notDescribed
        }
        let columns = query.columns
        let asked = database.asking(sql, for: columns.sorted())
        let shape = database.probing(statement.withoutValues, for: columns.sorted())
        let rows = try await database.reading { transaction in
            let rows = try transaction.rows(asked)
            // No rows say nothing about columns: that nobody is found is only said of a statement that is as described.
            if rows.isEmpty { _ = try transaction.rows(shape) }
            return rows
        }
        let records = try rows.map { row throws(SourceFault) in
            SourceRecord(columns: try row.texts(of: columns))
        }
        return try records.about(query)
    }

    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        var values = delivery.values
        values["事件编号"] = delivery.eventID
        guard let writeBack = writeBacks[delivery.resource.name],
            let insert = writeBack.insert.bound(to: values), let receipt = writeBack.receipt.bound(to: values)
        else { throw .notDescribed }
        let asked = database.asking(receipt, for: [writeBack.numberColumn])
        let row = try await database.writing { transaction in
            try transaction.execute(insert)
            return try transaction.row(asked)
        }
        guard let number = try row?.texts(of: [writeBack.numberColumn])[writeBack.numberColumn] ?? nil else {
            throw .malformed("no acknowledgement number")
        }
        return Acknowledgement(number: number)
    }

    package func registrations(_ query: RegistrationQuery) async throws(SourceFault) -> [Registration] {
        guard let readBack = query.resource.writeBack?.readBack,
            let sql = statements[query.resource.readBackName]?.query.bound(to: query.values)
        else { throw .notDescribed }
        let columns = readBack.allColumns
        let asked = database.asking(sql, for: columns.sorted())
        let rows = try await database.reading { try $0.rows(asked) }
        return try rows.map { row throws(SourceFault) in
            let record = SourceRecord(columns: try row.texts(of: columns))
            guard let key = record.text(readBack.keyColumn) else { throw .malformed("a registration without a key") }
            return Registration(
                key: key, number: record.text(readBack.numberColumn),
                values: readBack.columns.mapValues { record.text($0) })
        }
    }

    package func selfCheck() async -> [CheckFinding] {
        var findings: [CheckFinding] = []
        var faulty: Set<String> = []
        for (name, statements) in statements.sorted(by: { $0.key < $1.key }) {
            let finding = await check(name, statements)
            // A line for each resource; its questions, and its reading back, are named where they alone are at fault.
            let isQuestion = name != statements.resource
            if isQuestion, !finding.isFault || faulty.contains(statements.resource) { continue }
            if finding.isFault { faulty.insert(name) }
            findings.append(finding)
        }
        return findings
    }

    private func check(_ name: String, _ statements: Statements) async -> CheckFinding {
        do throws(SourceFault) {
            try await give([], statements.query)
            try await give(statements.columns, statements.query)
            return .sound(name)
        } catch .malformed(let detail) {
            let missing = await missingColumns(statements)
            // Where every column is missing it is the statement that fails: a table, or one of its own words.
            return missing.isEmpty || missing.count == statements.columns.count
                ? .broken(name, detail) : .missing(missing, of: name)
        } catch {
            return .unreachable(error, name, at: database.place)
        }
    }

    private func give(_ columns: Set<String>, _ query: NamedStatement) async throws(SourceFault) {
        let shape = database.probing(query.withoutValues, for: columns.sorted())
        _ = try await database.reading { try $0.rows(shape) }
    }

    /// Columns of the description that its statement does not give; all of them where the statement itself fails.
    private func missingColumns(_ statements: Statements) async -> [String] {
        var missing: [String] = []
        for column in statements.columns.sorted() {
            do throws(SourceFault) { try await give([column], statements.query) } catch { missing.append(column) }
        }
        return missing
    }
}

extension Resource {
    /// As the self-check names the reading back of what was written to it.
    fileprivate var readBackName: String { "\(name).对账" }
}

extension Resource.WriteBack.ReadBack {
    fileprivate var allColumns: Set<String> { Set(columns.values).union([keyColumn, numberColumn]) }
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
