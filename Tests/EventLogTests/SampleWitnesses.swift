import EventLog
import Kernel
import Synchronization
import TransparencyLog
import Vault

/// Three witnesses with keys and books of their own, who can be told to be down or to hang.
struct SampleWitnesses: Sendable {
    let books: [WitnessBook]
    let policy: WitnessPolicy
    private let connections: [BookConnection]

    init(watching log: LogFixture, quorum: Int = 2) throws {
        let opened = try (0..<3).map { try Self.open($0, watching: log) }
        books = opened.map(\.book)
        let connections = books.map(BookConnection.init)
        self.connections = connections
        policy = WitnessPolicy(
            witnesses: zip(opened, connections).map { opened, connection in
                LogWitness(
                    authority: "示例单位", name: opened.key.name,
                    contact: LogWitness.Contact(key: opened.key, connection: connection))
            }, quorum: quorum)
    }

    /// A witness as a process that starts finds its folder.
    static func open(
        _ number: Int, watching log: LogFixture, disk: any LogDisk = MachineDisk()
    ) throws -> (key: NoteKey, book: WitnessBook) {
        let folder = log.folder + "/witness\(number)"
        try disk.settle(folder: folder)
        let key = try LogSigningKey.witness(file: folder + "/key.json")
        guard let signer = NoteSigner(witness: "w\(number).example/witness", key: key) else {
            preconditionFailure("a witness of the test has an impossible name")
        }
        let book = try WitnessBook(
            path: folder, signer: signer, logs: [log.identity.signer.key], time: log.clock, disk: disk)
        return (signer.key, book)
    }

    func become(_ mood: BookConnection.Mood, _ numbers: Int...) { numbers.forEach { connections[$0].become(mood) } }

    /// What a client believes who wants the signatures of a quorum.
    func trust(_ log: LogFixture) -> LogTrust {
        LogTrust(
            origin: log.identity.origin, logs: [log.identity.verifier],
            witnesses: policy.reachable.map { LogIdentity.verifier($0.contact.key) }, witnessesMin: policy.quorum)
    }
}

/// The way to a witness without a socket: what HTTP would carry is written and read all the same.
final class BookConnection: WitnessConnection {
    enum Mood: Sendable { case well, down, hangs }
    struct Down: Error {}

    private let book: WitnessBook
    private let mood = Mutex(Mood.well)

    init(_ book: WitnessBook) { self.book = book }

    func become(_ mood: Mood) { self.mood.withLock { $0 = mood } }

    func answer(_ request: WitnessRequest) async throws -> WitnessAnswer {
        switch mood.withLock({ $0 }) {
        case .down: throw Down()
        case .hangs:
            try await Task.sleep(for: .seconds(60))
            throw Down()
        case .well: break
        }
        let (status, body): (Int, String)
        do {
            let received = try WitnessRequest(parsing: Array(request.formatted.utf8))
            (status, body) = (200, try await book.cosign(received).line + "\n")
        } catch let refusal as WitnessRefusal {
            (status, body) = (refusal.status, refusal.lastSize.map { "\($0)\n" } ?? "refused\n")
        }
        guard let answer = WitnessAnswer(status: status, body: body.utf8) else { throw Down() }
        return answer
    }
}
