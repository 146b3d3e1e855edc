import Cases
import EventLog
import Hummingbird
import Kernel
import Logging
import NIOCore
import ServiceLifecycle
import Storage
import UnixSignals
package import Web

extension Platform {
    /// Serves until the process is told to stop.
    /// - Parameter onReady: called with the port, once requests are answered.
    package func serve(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        let sequencer = LogSequencer(
            database: database, directory: directory, identity: identity, time: time, witnesses: witnesses)
        // Where the database is ours alone, a lease that a dead process left is nobody's. Else whoever has it keeps it.
        do { _ = try await sequencer.start(exclusively: !settings.isDatabaseShared) } catch let fault as LogFault {
            throw StartupError(fault.sentence)
        }
        for witness in witnesses.witnesses where witness.contact == nil {
            log.warning("a witness of the log has no key and address yet", metadata: ["witness": "\(witness.name)"])
        }
        let gate = gate()
        var quiet = log
        quiet.logLevel = max(log.logLevel, .warning)
        let application = Application(
            responder: SiteResponder(gate: gate),
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) }, logger: quiet)
        // Stopped in reverse order: first no new requests, then the work beside them.
        var configuration = ServiceGroupConfiguration(
            services: Workers.all(self, sequencer: sequencer) + [application],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        try await ServiceGroup(configuration: configuration).run()
        try await sequencer.stop()
        try await database.close()
    }

    /// What answers every request; a server needs nothing else of the site.
    package func gate() -> RequestGate {
        let metrics = RequestMetrics()
        return RequestGate(
            table: RouteTable(SiteMap(platform: self, metrics: metrics).routes), sessions: sessions,
            keptForms: environment.keptForms, vault: vault, time: time, ids: ids, isDemo: settings.isDemo,
            metrics: metrics, log: log)
    }

    /// Every address with its access rule.
    package var routes: [Route] { SiteMap(platform: self, metrics: RequestMetrics()).routes }
}
