import ArgumentParser
import EventLog
import Foundation
import Kernel
import Server
import Storage
import TransparencyLog
import Vault

/// 对账 — `huimin log audit`: holds a city's database against its public log.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Hold the whole database against the public log.",
        discussion: """
            Reads the whole log as `verify` does, then the database: each event is the entry at its place, opens, is what its \
            commitment says and follows the one before; each certificate is the one that its event issued; each case, \
            benefit, showing, mandate, grant, write-back and message between cities stands as its events say. Only reads, and \
            one state of the database: also beside a running server. Exit 1 at the first difference, which is named by table, \
            row, field, case number and place; also where more events are gone, or more keys destroyed, than is said with --lost \
            and --erased: nobody else can tell these from stolen ones.
            """)

    @Option(help: "Where the city's data are kept.")
    var data = "data"

    @Option(help: "postgres://USER@HOST:PORT/NAME; by default the file in --data.")
    var database: String?

    @Option(help: "Another copy of the log: a folder or an address; by default the one in --data.")
    var log: String?

    @Option(help: "The log's public key; by default this city's own.")
    var key: String?

    @Option(help: "Entries whose events a restore has lost, as `log restore import` said.")
    var lost = 0

    @Option(help: "Streams whose keys were destroyed by law, as your records say.")
    var erased = 0

    func run() async throws {
        let noteKey = try key.map { text in
            guard let key = NoteKey(verifierKey: text, hasher: SHA256TreeHasher()) else {
                throw ValidationError("--key 要写账本的公钥 (--key takes a verifier key: name+id+key)")
            }
            return key
        }
        let archive: CityArchive
        do { archive = try await CityArchive(data: data, database: database) } catch let error as StartupError {
            throw ValidationError(error.description)
        }
        let source = LogSource(place: log ?? data + "/log")
        do {
            let summary = try await archive.audit(log: source.file, key: noteKey)
            let (streams, views) = (summary.streams, summary.views)
            // Whether these were erased by law is for people to say: each is named.
            if let keyless = await keyless(streams, archive) { Terminal.complain(keyless) }
            guard streams.lost == lost, streams.erased == erased else {
                Terminal.complain(unexpected(streams))
                throw ExitCode(1)
            }
            let waiting = streams.events + streams.lost - summary.entries
            Terminal.say(
                "账实相符 (the database is what the log says): \(summary.entries) 笔 (entries), "
                    + "\(streams.streams) 条事件链 (streams), \(views.cases) 件办件 (cases), "
                    + "\(views.entitlements) 项待遇 (benefits), \(views.certificates) 张证照 (certificates), "
                    + "\(views.presentations) 次亮证 (showings), \(views.imports) 张归集的证照 (imported certificates), "
                    + "\(views.mandates) 份委托 (mandates), \(views.grants) 条共享授权和申请 (grants and requests), "
                    + "\(views.writeBacks) 次回写 (write-backs), \(views.partnerCases) 件通办 (cases of two cities), "
                    + "\(views.partnerKeys) 把别的城市的公钥 (keys of other cities), "
                    + "\(waiting) 个事件等着入账 (events wait for the log), "
                    + "\(erased) 条的密钥不在 (streams without a key), \(lost) 笔的事件恢复时已丢 (events lost in a restore)")
        } catch let code as ExitCode {
            throw code
        } catch {
            Terminal.complain(try await sentence(of: error, archive))
            throw ExitCode(1)
        }
    }

    private func unexpected(_ streams: EventAudit.Summary) -> String {
        """
        账本里有 \(streams.lost) 笔没有事件，应有 \(lost) 笔；\(streams.erased) 条事件链没有密钥，应有 \(erased) 条。\
        恢复时丢的用 --lost 写明，依法销毁的用 --erased 写明，其余要查 \
        (\(streams.lost) entries without their event, \(lost) expected; \(streams.erased) streams without a key, \
        \(erased) expected: say with --lost what a restore has lost and with --erased what was destroyed by law; \
        look into the rest)
        """
    }

    /// Which streams have no key; `nil` where all have theirs.
    private func keyless(_ streams: EventAudit.Summary, _ archive: CityArchive) async -> String? {
        guard !streams.keyless.isEmpty else { return nil }
        var names: [String] = []
        for stream in streams.keyless { names.append(await place(stream, nil, nil, archive)) }
        let rest = streams.erased > names.count ? "……" : ""
        return """
            没有密钥的事件链，请逐条对照销毁记录；从它们来的表行无从核对 (streams without a key: compare each with the record of \
            what was destroyed; rows that follow from them cannot be held against anything): \
            \(names.joined(separator: "；"))\(rest)
            """
    }

    private func sentence(of error: any Error, _ archive: CityArchive) async throws -> String {
        switch error {
        case let fault as LogAudit.Fault: return fault.sentence
        case let found as EventAudit.Difference:
            let place = await place(found.stream, found.sequence, found.index, archive)
            return "\(place): \(found.kind.sentence)"
        case let found as ViewDifference:
            let place = await place(found.stream, found.sequence, found.index, archive)
            let parts = [
                "表 (table) \(found.table)", found.key.map { "行 (row) \($0)" }, found.field.map { "字段 (field) \($0)" },
                place.isEmpty ? nil : place,
            ]
            return "\(parts.compactMap { $0 }.joined(separator: "，")): \(found.kind.sentence)"
        case StorageError.unknownSchema(let step):
            return "数据库还是以前版本的表，先用这个版本启动一次服务器 "
                + "(its tables are of an earlier release: start a server of this one first): \(step)"
        case StorageError.unavailable(let why): return "数据库文件损坏 (the database file is damaged): \(why)"
        default: return "数据库读不出来 (the database cannot be read): \(error)"
        }
    }

    /// Which event it is, as far as it is known.
    private func place(
        _ stream: Identifier<EventStream>?, _ sequence: Int?, _ index: Int?, _ archive: CityArchive
    ) async -> String {
        var parts: [String] = []
        if let stream {
            let number = try? await archive.caseNumber(of: stream)
            parts.append((number ?? nil).map { "办件 (case) \($0)" } ?? "事件链 (stream) \(stream)")
        }
        if let sequence { parts.append("第 \(sequence) 个事件 (event)") }
        if let index { parts.append("账本第 \(index) 笔 (log index)") }
        return parts.joined(separator: "，")
    }
}

extension EventAudit.Kind {
    fileprivate var sentence: String {
        switch self {
        case .missing: "账本里有，数据库里没有 (in the log, not in the database)"
        case .unknown: "数据库给的位置账本里没有 (the database gives a place that the log does not have)"
        case .otherEntry: "和账本里的不一样 (not what the log holds)"
        case .damaged: "打不开，或者被改过 (does not open, or was changed)"
        case .column: "表里的列和事件本身不符 (a column does not say what the event says)"
        case .chain: "和前一个事件接不上 (does not follow the event before)"
        case .key: "密钥损坏 (its key is damaged)"
        }
    }
}

extension ViewDifference.Kind {
    fileprivate var sentence: String {
        switch self {
        case .missing: "事件里有，表里没有 (its events say that there is such a row)"
        case .unknown: "没有事件说有这一行 (no event says that there is such a row)"
        case .damaged: "打不开，或者被改过 (does not open, or was changed)"
        case .otherwise: "和事件记的不一样 (it does not say what its events say)"
        }
    }
}
