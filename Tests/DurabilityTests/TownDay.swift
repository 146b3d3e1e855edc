import Cases
import Catalog
import EventLog
import FaultVFS
import Identity
import Kernel
import Rehearsal
import Server
import Storage
import StorageSQLite

/// What goes on in a town while its server runs: applications, drafts, plain events, the workers beside them, and somebody
/// who reads every checkpoint. Whatever is answered is noted among the promises.
struct TownDay: Sendable {
    static let story = "情况说明"

    let town: Town
    let server: TownServer
    let disk: PowerDisk
    let promises: Promises
    let seed: UInt64

    /// Runs until everybody is done or the power has failed.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            for resident in town.residents.indices {
                var random = Seeded(seed &+ UInt64(resident) &* 7919)
                let choice = random.next()
                group.addTask {
                    await attempt("visit") {
                        choice & 1 == 0
                            ? try await apply(resident, taps: Int(choice >> 1 & 1) + 1)
                            : try await tell(resident, choice)
                    }
                }
            }
            group.addTask { await attempt("events") { try await record(8) } }
            group.addTask { await attempt("sequencer") { try await sequence(12) } }
            group.addTask { await attempt("outbox") { try await deliver(4) } }
        }
    }

    /// While there is power nothing may fail.
    private func attempt(_ what: String, _ work: () async throws -> Void) async {
        do { try await work() } catch {
            if !disk.isOff { promises.problem("\(what) failed with the power on: \(error)") }
        }
    }

    private func slug(_ name: String) -> String {
        server.environment.catalogue.items.first { $0.name == name }?.slug ?? ""
    }

    /// 高龄津贴, with one tap on the button or two at once.
    private func apply(_ number: Int, taps: Int) async throws {
        let person = town.residents[number].profile
        let draft = try await StartDraft(server.environment)(item: slug("高龄津贴"), by: person)
        promises.started(draft.id, by: number)
        promises.asks(draft.id, by: number)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<taps {
                group.addTask { promises.answered(try await SubmitCase(server.environment)(draft.id, by: person)) }
            }
            try await group.waitForAll()
        }
    }

    /// 临时救助: a draft that is saved again and again, and perhaps handed in.
    private func tell(_ number: Int, _ choice: UInt64) async throws {
        let person = town.residents[number].profile
        let draft = try await StartDraft(server.environment)(item: slug("临时救助"), by: person)
        promises.started(draft.id, by: number)
        let edit = EditDraft(server.environment)
        for part in 1...(Int(choice >> 2 & 3) + 1) {
            let text = "\(choice)的第 \(part) 次补充"
            promises.types(text, in: draft.id)
            _ = try await edit.enter(.init(answers: [Self.story: text]), in: draft.id, by: person)
            promises.kept(text, in: draft.id)
        }
        guard choice >> 4 & 1 == 0 else { return }
        _ = try await edit.enter(
            .init(answers: ["困难原因": "火灾", "是否紧急": "否", "共同生活人数": "2"]), in: draft.id, by: person)
        promises.asks(draft.id, by: number)
        promises.answered(try await SubmitCase(server.environment)(draft.id, by: person))
    }

    /// Events of streams of their own, so that tiles fill.
    private func record(_ count: Int) async throws {
        let environment = server.environment
        for number in 1...count {
            var writer = environment.journal.begin(environment.ids.identifier(EventStream.self))
            var receipts: [EventReceipt] = []
            for part in 0..<number {
                receipts.append(
                    writer.append("case.received", by: .system, at: server.clock.now(), body: ["part": JSON(part)]))
            }
            try await server.database.write { [writer] tx in try writer.write(in: tx) }
            receipts.forEach(promises.recorded)
        }
    }

    private func sequence(_ rounds: Int) async throws {
        for _ in 0..<rounds {
            _ = try await server.sequencer.round()
            try lookAtLog()
            server.clock.advance(seconds: 1)
            await Task.yield()
        }
    }

    /// What anybody can read of the log at this moment.
    func lookAtLog() throws {
        guard !disk.isOff, let bytes = server.directory.checkpoint else { return }
        promises.saw(try TownAudit.head(of: bytes, town))
    }

    private func deliver(_ rounds: Int) async throws {
        for _ in 0..<rounds {
            _ = try await server.outbox.deliverDue(handlers: server.handlers)
            await Task.yield()
        }
    }
}
