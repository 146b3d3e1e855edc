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
    struct Entry: Sendable {
        let number: String
        let resource: String
        var values: [String: String]
        /// When it arrived.
        let at: Instant
    }

    /// 走样 — what a department does to what it has acknowledged, as a bad backup, a clerk or a program of its own does.
    enum Mishap: Sendable, CaseIterable { case loses, changes, makesUp }

    /// One answered question.
    struct Reading: Sendable {
        let resource: String
        /// The fields that were asked for, or the question of yes or no.
        let fields: Set<String>
        let subject: String
        let purpose: ReadPurpose
        let day: CivilDate
    }

    fileprivate struct State {
        var registered: [String: Entry] = [:]
        var serial = 0
        /// Acknowledged, and lost since; changed since; and what nobody told it.
        var lost: [String: Entry] = [:]
        var changed: [String: Entry] = [:]
        var madeUp: Set<String> = []
        var arrived: [String] = []
        var readings: [Reading] = []
        var isCalm = false
    }

    fileprivate let name: String
    private let seed: UInt64
    private let city: CityLife
    private let clock: VirtualClock
    private let life: ProcessLife
    private let fault: PlantedFault?
    fileprivate let state = Mutex(State())

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

    func registration(_ key: String) -> Entry? { state.withLock { $0.registered[key] } }

    /// What it has lost and not been told again.
    func lost(_ key: String) -> Entry? { state.withLock { $0.registered[key] == nil ? $0.lost[key] : nil } }

    var lostKeys: [String] { state.withLock { state in state.lost.keys.filter { state.registered[$0] == nil } } }
    /// What it holds otherwise than it was told, or was never told.
    var oddKeys: Set<String> { state.withLock { $0.madeUp.union($0.changed.keys) } }

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
        let number = register(delivery, at: clock.now())
        // It is with the department; whether the sender learns of it is another matter.
        do { try life.moment() } catch { throw .unreachable }
        if weather == .losesAnswers { throw .timedOut }
        if weather == .garbled { throw .malformed("simulated") }
        return Acknowledgement(number: number)
    }

    func registrations(_ query: RegistrationQuery) async throws(SourceFault) -> [Registration] {
        guard !life.isOver else { throw .unreachable }
        let weather = weather(at: clock.now())
        if weather == .down { throw .unreachable }
        if weather == .silent { throw .timedOut }
        if weather == .garbled { throw .malformed("simulated") }
        return state.withLock { state in
            state.registered.filter { $0.value.resource == query.resource.name }
                .filter { query.days.contains($0.value.at.civilDate()) }.sorted { $0.key < $1.key }
                .map { Registration(key: $0.key, number: $0.value.number, values: $0.value.values.mapValues { $0 }) }
        }
    }

    func selfCheck() async -> [CheckFinding] { [] }

    private func register(_ delivery: SourceDelivery, at now: Instant) -> String {
        state.withLock { state in
            if let earlier = state.registered[delivery.eventID] { return earlier.number }
            state.serial += 1
            let number = "\(name)-\(state.serial)"
            state.registered[delivery.eventID] = Entry(
                number: number, resource: delivery.resource.name, values: delivery.values, at: now)
            state.arrived.append(delivery.eventID)
            return number
        }
    }

    private func weather(at now: Instant) -> Weather {
        state.withLock { $0.isCalm } ? .sound : Weather.of(name, at: now, seed: seed)
    }
}

extension SimulatedDepartment {
    /// What is older is not compared any more.
    private static let ageMax: Int64 = 25 * 86_400

    /// Something happens to what it holds. What it has acknowledged happens to nothing twice.
    /// - Parameter resource: one that it can be told of.
    func suffer(_ mishap: Mishap, _ resource: Resource, _ draws: inout Draws, at now: Instant) -> String {
        let chance = draws.below(1 << 30)
        return state.withLock { state in
            let untouched = state.registered.keys.filter {
                state.lost[$0] == nil && state.changed[$0] == nil && !state.madeUp.contains($0)
                    && state.registered[$0].map {
                        $0.resource == resource.name && now < $0.at.adding(seconds: Self.ageMax)
                    } == true
            }.sorted()
            if mishap == .makesUp {
                state.serial += 1
                let key = "手工-\(state.serial)"
                state.madeUp.insert(key)
                state.registered[key] = Entry(
                    number: "\(name)-\(state.serial)", resource: resource.name, values: [:], at: now)
                return "made up"
            }
            guard !untouched.isEmpty else { return "nothing" }
            let key = untouched[chance % untouched.count]
            if mishap == .loses {
                state.lost[key] = state.registered.removeValue(forKey: key)
                return "lost"
            }
            let names = (resource.writeBack?.readBack?.columns.keys.sorted() ?? []).filter {
                $0 != Resource.subjectKey && state.registered[key]?.values[$0] != nil
            }
            guard let name = names.first else { return "nothing" }
            state.changed[key] = state.registered[key]
            state.registered[key]?.values[name] = "改动过的"
            return "changed"
        }
    }

    /// 更正 by a person of the department: as it was told, what was lost included, and without what nobody told it.
    func putRight(_ key: String) {
        state.withLock { state in
            if let original = state.lost[key], state.registered[key] == nil { state.registered[key] = original }
            if let original = state.changed.removeValue(forKey: key) { state.registered[key] = original }
            if state.madeUp.remove(key) != nil { state.registered[key] = nil }
        }
    }
}
