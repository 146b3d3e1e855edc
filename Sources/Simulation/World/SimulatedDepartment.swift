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
        /// Corrections that came before what goes before them.
        var overtaking: [String] = []
        /// 更正序号 of the last correction, by what it corrects.
        var corrected: [String: Int] = [:]
        /// What it pays or watches, by what it was told: each word about it, in the order of arrival, with the key under which it
        /// came; none for what its own people did.
        var words: [String: [(key: String?, standing: String)]] = [:]
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

    /// What it does about something that it was told: as the last word says that it still has. `nil` where it knows
    /// nothing of it.
    func standing(_ key: String) -> String? {
        state.withLock { state in
            let words = (state.words[key] ?? []).filter { word in word.key.map { state.registered[$0] != nil } ?? true }
            return words.contains { $0.key == nil || $0.key == key } ? words.last?.standing : nil
        }
    }

    /// 人工: its people do what is right now, whatever its system says.
    func settle(_ key: String, as standing: String) {
        state.withLock { state in
            if let entry = state.lost[key], state.registered[key] == nil, standing != "不再有效" {
                state.registered[key] = entry
            }
            // What it never had it does not make up.
            guard state.registered[key] != nil else { return }
            state.words[key, default: []].append((nil, standing))
        }
    }

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

    /// The corrections that came before what they correct, or before an earlier one, since the last call.
    func takeOvertaking() -> [String] {
        state.withLock { state in
            defer { state.overtaking = [] }
            return state.overtaking
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
        if delivery.original == nil, fault?.dropsDelivery() == true { return Acknowledgement(number: "\(name)-0") }
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
            if let original = delivery.original {
                state.follow(original, delivery)
            } else {
                state.words[delivery.eventID, default: []].append((delivery.eventID, "有效"))
            }
            return number
        }
    }

    private func weather(at now: Instant) -> Weather {
        state.withLock { $0.isCalm } ? .sound : Weather.of(name, at: now, seed: seed)
    }
}

extension SimulatedDepartment.State {
    /// Corrections come after what they correct and in the order in which they were decided; one that is told again is the last.
    fileprivate mutating func follow(_ original: String, _ delivery: SourceDelivery) {
        let serial = delivery.values["更正序号"].flatMap { Int($0) } ?? 0
        let isKnown = registered[original] != nil || lost[original] != nil
        if !isKnown || serial < corrected[original] ?? 0 { overtaking.append(delivery.eventID) }
        corrected[original] = serial
        let change = delivery.changes.first { $0.value == delivery.values["更正"] }?.key
        let standing = ["暂停": "暂停", "恢复": "有效", "纠正": "有效", "注销": "不再有效", "撤销": "不再有效"]
        if let now = change.flatMap({ standing[$0] }) { words[original, default: []].append((delivery.eventID, now)) }
    }
}

extension SourceDelivery {
    /// What it corrects.
    var original: String? { values["原事件编号"] }

    /// The department's own code for each change.
    var changes: [String: String] { resource.description["回写"]?["更正"]?["代码"]?.textMap ?? [:] }
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
