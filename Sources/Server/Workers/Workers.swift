import Cases
import CrossCity
import EventLog
import Exchange
import Identity
import Kernel
import Logging
import Notify
import ServiceLifecycle

/// Does one thing again and again until the server stops: at once while there is work, else after a pause.
struct RepeatingWorker: Service {
    let name: String
    let pause: Duration
    let log: Logger
    /// - Returns: whether there may be more to do at once.
    let step: @Sendable () async throws -> Bool

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var isBusy = false
                do { isBusy = try await step() } catch is CancellationError { return } catch {
                    // A fault of one round is seen, and tried again: what it did not finish is still in the database.
                    log.error("worker failed", metadata: ["worker": "\(name)", "fault": "\(FaultName.of(error))"])
                }
                if !isBusy { try? await Task.sleep(for: pause) }
            }
        }
    }
}

/// Carries out effects until the server stops.
struct OutboxWorker: Service {
    let outbox: Outbox
    let handlers: [String: Outbox.Handler]
    let log: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await outbox.run(pause: .milliseconds(300), handlers: handlers) { error in
                log.error("worker failed", metadata: ["worker": "outbox", "fault": "\(FaultName.of(error))"])
            }
        }
    }
}

/// Sends codes until the server stops, and those that wait then.
struct CourierWorker: Service {
    let courier: CodeCourier

    func run() async throws {
        await withGracefulShutdownHandler {
            await courier.run()
        } onGracefulShutdown: {
            courier.close()
        }
    }
}

/// The work that goes on beside requests.
enum Workers {
    static func all(_ platform: Platform, sequencer: LogSequencer) -> [any Service] {
        let handlers = platform.handlers
        let witnessing = LogWitnessing(
            policy: platform.witnesses, sequencer: sequencer, directory: platform.directory,
            board: platform.witnessBoard, time: platform.time, log: platform.log)
        let courier: [any Service] = platform.courier.map { [CourierWorker(courier: $0)] } ?? []
        return courier + [
            RepeatingWorker(name: "sequencer", pause: .milliseconds(100), log: platform.log) {
                // A checkpoint costs the same for one entry and for many: under load they are gathered.
                try await sequencer.round() >= LogSequencer.batchMax
            },
            RepeatingWorker(name: "witnesses", pause: .milliseconds(100), log: platform.log) {
                try await witnessing.round()
                return false
            },
            RepeatingWorker(name: "quality", pause: .seconds(10), log: platform.log) {
                try await QualityStore(database: platform.database).write(platform.tally)
                return false
            },
            RepeatingWorker(name: "overdue answers", pause: .seconds(600), log: platform.log) {
                try await platform.overdueSharing.warn()
                return false
            },
            RepeatingWorker(name: "reconciliation", pause: .seconds(60), log: platform.log) {
                try await platform.reconcile()
            },
            RepeatingWorker(name: "tail", pause: .milliseconds(200), log: platform.log) {
                try await platform.tail.poll()
                return false
            },
            RepeatingWorker(name: "grants", pause: .seconds(1), log: platform.log) {
                try await platform.grants.reload()
                return false
            },
            RepeatingWorker(name: "connections", pause: .seconds(3600), log: platform.log) {
                await SourceCheck(check: platform.checkSources, log: platform.log)()
                return false
            },
            RepeatingWorker(name: "partners", pause: .milliseconds(300), log: platform.log) {
                platform.partners.isActive ? try await platform.crossCity.follow.step() : false
            },
            OutboxWorker(outbox: platform.outbox, handlers: handlers, log: platform.log),
            RepeatingWorker(name: "retention", pause: .seconds(60), log: platform.log) {
                try await Retention(platform)()
            },
        ]
    }
}
