import EventLog
import Hummingbird
import Kernel
import Logging
import NIOCore
import ServiceLifecycle
import StorageSQLite
import UnixSignals
import Web

extension Platform {
    /// Serves until the process is told to stop.
    /// - Parameter onReady: called with the port, once requests are answered.
    package func serve(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        let sequencer = LogSequencer(database: database, directory: directory, identity: identity, time: time)
        // The directory lock is ours, so a lease that a dead process left is nobody's.
        guard try await sequencer.start(exclusively: true) else { throw StartupError("the log is held by another process") }
        let metrics = RequestMetrics()
        let gate = RequestGate(
            table: RouteTable(SiteMap(platform: self, metrics: metrics).routes), sessions: sessions, vault: vault, time: time,
            ids: ids, isDemo: settings.isDemo, metrics: metrics, log: log)
        var quiet = log
        quiet.logLevel = max(log.logLevel, .warning)
        var application = Application(
            responder: SiteResponder(gate: gate),
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) }, logger: quiet)
        application.addServices(Workers.all(self, sequencer: sequencer))
        application.addServices(TailEnd(tail: tail))
        try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
        try database.close()
    }
}

/// Ends the live pages when the server stops, so that it need not wait for them.
private struct TailEnd: Service {
    let tail: LogTail

    func run() async throws {
        try? await gracefulShutdown()
        tail.finish()
    }
}
