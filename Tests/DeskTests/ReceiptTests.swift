import Cases
import EventLog
import Identity
import Kernel
import Storage
import Synchronization
import Testing

/// What is written beside a step, in its own transaction.
@Suite("Receipts of steps")
struct ReceiptTests {
    struct Unwritable: Error {}

    @Test("A step whose receipt cannot be written is not taken")
    func together() async throws {
        let open = try await OpenCase()
        var environment = open.environment
        environment.receipt = { _, _ in throw Unwritable() }
        let before = try await open.kinds()
        await #expect(throws: Unwritable.self) {
            try await ClaimCase(environment)(open.file.id, by: OpenCase.street)
        }
        #expect(try await open.kinds() == before)
        #expect(try await open.environment.cases.caseFile(open.file.id, for: OpenCase.street)?.handler == nil)
    }

    @Test("A receipt sees the case as the step leaves it, also where it leaves the office")
    func after() async throws {
        let open = try await OpenCase()
        let offices = Mutex<[String?]>([])
        var environment = open.environment
        environment.receipt = { file, _ in offices.withLock { $0.append(file.office) } }
        try await ClaimCase(environment)(open.file.id, by: OpenCase.street)
        try await FinishStage(environment)(open.file.id, opinion: nil, by: OpenCase.street)
        #expect(offices.withLock { $0.first } == OpenCase.street.office)
        #expect(offices.withLock { $0.last } == OpenCase.civil.office)
    }
}
