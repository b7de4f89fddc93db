import Foundation
import Hummingbird
import Logging
import NIOCore
import Operations
import ServiceLifecycle

/// The operators' port: the page at `/`, `/ops/lag`, `/metrics`, `/healthz` and `/readyz`.
struct MonitorPort: Service {
    let host: String
    let port: Int
    let board: Board
    let page: LagPage
    let health: HealthState
    let metrics: Metrics
    let logger: Logger
    /// Told the port once it accepts connections.
    var onListening: @Sendable (Int) async -> Void = { _ in }

    func run() async throws {
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
        router.get("/") { [board, page] _, _ in
            Self.answer("text/html; charset=utf-8", page.html(board.findings), security: true)
        }
        router.get("ops/lag") { [board] _, _ in try Self.lag(board.findings) }
        router.get("metrics") { [board, metrics] _, _ in
            let text = LagMetrics.text(board.findings) + metrics.prometheusText()
            return Self.answer("text/plain; version=0.0.4; charset=utf-8", text)
        }
        router.get("healthz") { _, _ in Self.answer("text/plain; charset=utf-8", "ok\n") }
        router.get("readyz") { [health] _, _ in
            Self.answer(
                "text/plain; charset=utf-8",
                health.isReady ? "ready\n" : "not ready\n",
                status: health.isReady ? .ok : .serviceUnavailable
            )
        }
        for file in StaticFile.all {
            router.get(RouterPath(file.path)) { _, _ in Self.answer(file.type, file.text, caching: "max-age=300") }
        }
        return router
    }

    /// Old numbers are no answer: while the broker is away this is a problem, not a list.
    private static func lag(_ findings: Findings) throws -> Response {
        guard findings.brokerProblem == nil, findings.measuredAt != nil else {
            let problem =
                #"{"type":"about:blank","title":"Service Unavailable","status":503,"code":"monitor.broker-away","#
                + #""detail":"消息代理没有应答，请稍后再试"}"#
            return answer("application/problem+json", problem, status: .serviceUnavailable)
        }
        return answer("application/json", String(decoding: try LagReport(findings).json(), as: UTF8.self))
    }

    private static func answer(
        _ type: String,
        _ body: String,
        status: HTTPResponse.Status = .ok,
        caching: String = "no-store",
        security: Bool = false
    ) -> Response {
        var headers: HTTPFields = [.contentType: type, .cacheControl: caching, .xContentTypeOptions: "nosniff"]
        if security {
            headers[.contentSecurityPolicy] =
                "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'"
        }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}

/// A file of the page that is built into the program.
private struct StaticFile: Sendable {
    let path: String
    let type: String
    let text: String

    private init(_ path: String, _ type: String, _ bytes: [UInt8]) {
        self.path = path
        self.type = type
        text = String(decoding: bytes, as: UTF8.self)
    }

    static let all = [
        StaticFile("/public/styles/tokens.css", css, PackageResources.tokens_css),
        StaticFile("/public/styles/base.css", css, PackageResources.base_css),
        StaticFile("/public/styles/employer.css", css, PackageResources.employer_css),
        StaticFile("/public/styles/components.css", css, PackageResources.components_css),
        StaticFile("/public/icons/favicon.svg", "image/svg+xml", PackageResources.favicon_svg),
    ]

    private static let css = "text/css; charset=utf-8"
}
