package import AsyncHTTPClient
package import Exchange
package import Kernel
import NIOCore
import NIOHTTP1

/// 接口 — asks a department's HTTP interface with signed requests and reads its JSON by the paths of the description.
package struct HTTPConnector: SourceConnector {
    private static let answerBytesMax = 1 << 20
    private static let pagesMax = 50

    private let base: String
    private let healthPath: String?
    private let calls: [String: HTTPCall]
    private let resources: [String: Resource]
    private let codes: AnswerCodes
    private let signer: RequestSigner
    private let client: HTTPClient

    /// - Parameter address: replaces the `地址` of the description, e.g. `http://127.0.0.1:8702`.
    /// - Throws: `DescriptionError` where the description lacks what this kind needs.
    package init(
        _ department: Department, dataDirectory: String, address: String? = nil, client: HTTPClient = .departments,
        time: any TimeSource, ids: any IDSource
    ) throws {
        let connection = department.connection
        let written = try address ?? connection.required("地址")
        guard written.hasPrefix("http://") || written.hasPrefix("https://") else {
            throw DescriptionError(path: "连接.地址", problem: "以 http:// 或 https:// 开头 (start with http:// or https://)")
        }
        base = written.hasSuffix("/") ? String(written.dropLast()) : written
        guard let signature = connection["签名"], let answer = connection["应答"] else {
            throw DescriptionError(path: "连接", problem: "缺少签名或应答 (签名 or 应答 is missing)")
        }
        signer = try RequestSigner(signature, dataDirectory: dataDirectory, time: time, ids: ids)
        codes = try AnswerCodes(answer)
        healthPath = connection["自检"]?.text?.split(separator: " ").last.map(String.init)
        calls = try department.resources.reduce(into: [:]) { calls, resource in
            calls[resource.name] = try HTTPCall(resource.name, resource.description)
            for predicate in resource.predicates {
                let name = resource.name(of: predicate)
                calls[name] = try HTTPCall(name, predicate.description)
            }
        }
        resources = department.resources.reduce(into: [:]) { $0[$1.name] = $1 }
        self.client = client
    }

    package func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        guard let call = calls[query.subjectName] else { throw .notDescribed }
        let columns = query.columns
        var records: [SourceRecord] = []
        for page in 1...Self.pagesMax {
            guard let body = call.body(query.values, page: page) else { throw .notDescribed }
            guard let answer = try await ask(call, body: body, for: query) else {
                guard records.isEmpty else { throw .malformed("no record on page \(page)") }
                return []
            }
            let found = answer.value(at: call.records)
            // An answer by yes or no is one record and needs no list around it.
            guard let items = found?.array ?? (found?.members == nil ? nil : found.map { [$0] }) else {
                throw .malformed("no list of records")
            }
            for item in items { records.append(try Self.record(item, columns: columns)) }
            guard let paging = call.paging else { break }
            guard let total = answer.value(at: paging.total)?.int else { throw .malformed("no total") }
            if records.count >= total || items.isEmpty { break }
        }
        return try records.about(query)
    }

    /// Interfaces are read only so far: no department offers to be written to over HTTP.
    package func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        throw .notDescribed
    }

    /// Asks for the state of health, then each resource for a key that nobody has: the answer proves signature and
    /// path.
    package func selfCheck() async -> [CheckFinding] {
        do throws(SourceFault) { try await checkHealth() } catch { return [.unreachable(error)] }
        var findings: [CheckFinding] = []
        for (_, resource) in resources.sorted(by: { $0.key < $1.key }) {
            for probe in [probe(resource)] + resource.predicates.map({ self.probe(resource, $0) }) {
                do throws(SourceFault) {
                    _ = try await fetch(probe)
                    if probe.predicate == nil { findings.append(.sound(resource.name)) }
                } catch { findings.append(.unreachable(error)) }
            }
        }
        return findings
    }

    /// A question about nobody.
    private func probe(_ resource: Resource, _ predicate: ResourcePredicate? = nil) -> SourceQuery {
        SourceQuery(
            resource: resource, key: resource.keys.mapValues { _ in "0" }, requestID: "self-check",
            purpose: ReadPurpose(item: "self-check", caseReference: nil, basis: ""), predicate: predicate?.sample)
    }

    private func checkHealth() async throws(SourceFault) {
        guard let healthPath else { return }
        let answer = try await exchange(HTTPClientRequest(url: base + healthPath), milliseconds: 2000)
        guard let code = try answer.value(at: codes.member)?.columnText() else { throw .malformed("no code") }
        guard codes.success.contains(code) else { throw .refused(code) }
    }

    /// The answer where there is one; `nil` where the department has no record.
    private func ask(_ call: HTTPCall, body: JSON, for query: SourceQuery) async throws(SourceFault) -> JSON? {
        let bytes = body.bytes
        var request = HTTPClientRequest(url: base + call.path)
        request.method = .RAW(value: call.method)
        request.headers = ["Content-Type": "application/json", "X-Request-ID": query.requestID]
        for field in signer.headers(method: call.method, path: call.path, body: bytes) {
            request.headers.add(name: field.name, value: field.value)
        }
        request.body = .bytes(ByteBuffer(bytes: bytes))
        let answer = try await exchange(request, milliseconds: query.resource.deadlineMilliseconds)
        guard let code = try answer.value(at: codes.member)?.columnText() else { throw .malformed("no code") }
        if codes.success.contains(code) { return answer }
        if codes.notRecorded.contains(code) { return nil }
        if codes.tryLater.contains(code) { throw .unreachable }
        throw .refused(code)
    }

    private func exchange(_ request: HTTPClientRequest, milliseconds: Int64) async throws(SourceFault) -> JSON {
        let bytes: ByteBuffer
        do {
            let response = try await client.execute(request, timeout: .milliseconds(milliseconds))
            bytes = try await response.body.collect(upTo: Self.answerBytesMax)
        } catch {
            throw Self.fault(of: error)
        }
        do {
            return try JSON.parse(bytes.readableBytesView)
        } catch {
            throw .malformed("no JSON")
        }
    }

    private static func record(_ item: JSON, columns: Set<String>) throws(SourceFault) -> SourceRecord {
        var texts: [String: String?] = [:]
        for column in columns {
            texts.updateValue(try item.value(at: HTTPCall.path(column))?.columnText(), forKey: column)
        }
        return SourceRecord(columns: texts)
    }

    private static func fault(of error: any Error) -> SourceFault {
        if error is CancellationError { return .timedOut }
        if error is NIOTooManyBytesError { return .malformed("answer too long") }
        let late: [HTTPClientError] = [.deadlineExceeded, .cancelled, .connectTimeout, .readTimeout]
        return (error as? HTTPClientError).map(late.contains) == true ? .timedOut : .unreachable
    }
}
