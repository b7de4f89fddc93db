import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// The HTTP port for operators: `/healthz` (alive), `/readyz` (200 or 503 with the parts) and `/metrics`.
package struct OperationsPort: Service {
    private let host: String
    private let port: Int
    private let health: HealthState
    private let metrics: Metrics
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// `port`: 0 lets the kernel choose one.
    ///
    /// `onListening`: told the port once it accepts connections.
    package init(
        host: String = "127.0.0.1",
        port: Int,
        health: HealthState,
        metrics: Metrics,
        logger: Logger = Logger(label: "operations"),
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.host = host
        self.port = port
        self.health = health
        self.metrics = metrics
        self.logger = logger
        self.onListening = onListening
    }

    package func run() async throws {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let listening = onListening
        let application = Application(
            router: router(),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? 0) },
            logger: quiet
        )
        try await application.run()
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("healthz") { _, _ in Self.answer(.ok, "text/plain; charset=utf-8", "ok\n") }
        router.get("readyz") { [health] _, _ in
            Self.answer(health.isReady ? .ok : .serviceUnavailable, "application/json", health.json)
        }
        router.get("metrics") { [metrics] _, _ in
            Self.answer(.ok, "text/plain; version=0.0.4; charset=utf-8", metrics.prometheusText())
        }
        return router
    }

    private static func answer(_ status: HTTPResponse.Status, _ type: String, _ body: String) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body))
        )
    }
}
