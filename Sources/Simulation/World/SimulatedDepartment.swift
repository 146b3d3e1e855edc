import Exchange
import Kernel
import Synchronization

/// 天气 — how a department's system is for some hours. It depends on seed, department and hour alone, so that it is the same
/// however many ask and in whatever order.
enum Weather: Sendable {
    case sound, down, silent, garbled
    /// It does what it is told and its answer is lost on the way.
    case losesAnswers

    private static let hours: Int64 = 6

    static func of(_ department: String, at now: Instant, seed: UInt64) -> Weather {
        let window = now.milliseconds / (hours * 3_600_000)
        var draws = Draws.about(seed, "weather \(department) \(window)")
        switch draws.below(100) {
        case 0..<3: return .down
        case 3..<5: return .silent
        case 5..<6: return .garbled
        case 6..<10: return .losesAnswers
        default: return .sound
        }
    }
}

/// 部门系统 — one department's own system, simulated: it holds records, fails with the weather, registers each delivery once
/// however often it comes, and notes who asked what.
final class SimulatedDepartment: SourceConnector {
    /// What a department has registered under a key.
    struct Registration: Sendable {
        let number: String
        let resource: String
        let values: [String: String]
    }

    /// One answered question.
    struct Reading: Sendable {
        let resource: String
        /// The fields that were asked for, or the question of yes or no.
        let fields: Set<String>
        let subject: String
        let purpose: ReadPurpose
        let day: CivilDate
    }

    private struct State {
        var registered: [String: Registration] = [:]
        var arrived: [String] = []
        var readings: [Reading] = []
        var isCalm = false
    }

    private let name: String
    private let seed: UInt64
    private let city: CityLife
    private let clock: VirtualClock
    private let life: ProcessLife
    private let fault: PlantedFault?
    private let state = Mutex(State())

    init(
        _ name: String, seed: UInt64, city: CityLife, clock: VirtualClock, life: ProcessLife, fault: PlantedFault?
    ) {
        self.name = name
        self.seed = seed
        self.city = city
        self.clock = clock
        self.life = life
        self.fault = fault
    }

    /// From now on its system is sound.
    func calm() { state.withLock { $0.isCalm = true } }

    func registration(_ key: String) -> Registration? { state.withLock { $0.registered[key] } }

    /// The keys that arrived for the first time since the last call.
    func takeArrived() -> [String] {
        state.withLock { state in
            defer { state.arrived = [] }
            return state.arrived
        }
    }

    /// What was asked and answered since the last call.
    func takeReadings() -> [Reading] {
        state.withLock { state in
            defer { state.readings = [] }
            return state.readings
        }
    }

    func fetch(_ query: SourceQuery) async throws(SourceFault) -> [SourceRecord] {
        guard !life.isOver else { throw .unreachable }
        let now = clock.now()
        let weather = weather(at: now)
        if weather == .down { throw .unreachable }
        if weather == .silent { throw .timedOut }
        let number = query.key[Resource.subjectKey] ?? ""
        state.withLock {
            $0.readings.append(
                Reading(
                    resource: query.resource.name,
                    fields: query.predicate.map { ["\($0.call)"] } ?? query.fields, subject: number,
                    purpose: query.purpose, day: now.civilDate()))
        }
        if weather == .garbled { throw .malformed("simulated") }
        return city.records(query, of: number, at: now)
    }

    func deliver(_ delivery: SourceDelivery) async throws(SourceFault) -> Acknowledgement {
        guard !life.isOver else { throw .unreachable }
        let weather = weather(at: clock.now())
        if weather == .down { throw .unreachable }
        if weather == .silent { throw .timedOut }
        if fault?.dropsDelivery() == true { return Acknowledgement(number: "\(name)-0") }
        let number = register(delivery)
        // It is with the department; whether the sender learns of it is another matter.
        do { try life.moment() } catch { throw .unreachable }
        if weather == .losesAnswers { throw .timedOut }
        if weather == .garbled { throw .malformed("simulated") }
        return Acknowledgement(number: number)
    }

    func selfCheck() async -> [CheckFinding] { [] }

    private func register(_ delivery: SourceDelivery) -> String {
        state.withLock { state in
            if let earlier = state.registered[delivery.eventID] { return earlier.number }
            let number = "\(name)-\(state.registered.count + 1)"
            state.registered[delivery.eventID] = Registration(
                number: number, resource: delivery.resource.name, values: delivery.values)
            state.arrived.append(delivery.eventID)
            return number
        }
    }

    private func weather(at now: Instant) -> Weather {
        state.withLock { $0.isCalm } ? .sound : Weather.of(name, at: now, seed: seed)
    }
}
