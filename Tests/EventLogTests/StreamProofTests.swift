import EventLog
import Kernel
import Storage
import Testing
import TransparencyLog

@Suite("Full proof of a stream")
struct StreamProofTests {
    private func proven(events: Int) async throws -> (log: LogFixture, json: JSON) {
        let log = try await LogFixture()
        let sequencer = try await log.sequencer()
        var writer = log.journal.begin(log.ids.identifier(EventStream.self))
        for number in 0..<events {
            writer.append("case.received", by: .system, at: log.clock.now(), body: ["n": JSON(number)])
        }
        try await log.database.write { [writer] tx in try writer.write(in: tx) }
        try await log.append(5)
        #expect(try await log.proofs.completeness(of: writer.stream, log.journal) == nil)
        _ = try await sequencer.step()
        let proof = try #require(try await log.proofs.completeness(of: writer.stream, log.journal))
        return (log, proof.json)
    }

    @Test("All events are shown and believed", arguments: [1, 2, 9])
    func sound(count: Int) async throws {
        let (log, json) = try await proven(events: count)
        let proven = try StreamProof(JSON.parse(json.bytes)).verify(log.identity.trust)
        #expect(proven.events.count == count && proven.checkpoint.head.size == count + 5)
    }

    @Test("One left out, changed, moved or added is seen")
    func mutants() async throws {
        let (log, json) = try await proven(events: 6)
        let events = try #require(json["events"]?.array)
        func fault(_ changed: [JSON]) -> StreamProof.Fault? {
            var mutant = json
            mutant["events"] = .array(changed)
            do throws(StreamProof.Fault) { _ = try StreamProof(mutant).verify(log.identity.trust) } catch {
                return error
            }
            return nil
        }
        #expect(fault(events) == nil)
        for index in events.indices {
            var without = events
            without.remove(at: index)
            #expect(fault(without) != nil, "event \(index + 1) left out")
            var changed = events
            var bytes = Base64.bytes(changed[index]["bytes"]?.string ?? "") ?? []
            bytes[bytes.count / 2] ^= 1
            changed[index]["bytes"] = JSON(Base64.text(bytes))
            #expect(fault(changed) != nil, "event \(index + 1) changed")
        }
        #expect(fault(events.reversed()) == .chain(sequence: 1))
        #expect(fault(events + [events[5]]) == .chain(sequence: 7))
        #expect(fault([]) == .malformed)
        let stranger = try await LogFixture()
        #expect(throws: StreamProof.Fault.self) { try StreamProof(json).verify(stranger.identity.trust) }
    }
}
