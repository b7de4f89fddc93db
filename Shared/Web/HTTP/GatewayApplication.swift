import Foundation
import HTTPTypes
package import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
package import Operations

/// The whole web server: every endpoint of the table, the files, the health and the description of itself.
package struct GatewayApplication: Sendable {
    let parts: GatewayParts
    let endpoints: [Endpoint]
    let files: StaticFiles
    let health: HealthState
    let proxies: TrustedProxies
    let limits: RequestLimits
    let problemPages: (any ProblemPages)?

    package init(
        parts: GatewayParts,
        endpoints: [Endpoint],
        files: StaticFiles,
        health: HealthState,
        proxies: TrustedProxies,
        limits: RequestLimits,
        problemPages: (any ProblemPages)?
    ) {
        self.parts = parts
        self.endpoints = endpoints
        self.files = files
        self.health = health
        self.proxies = proxies
        self.limits = limits
        self.problemPages = problemPages
    }

    /// Makes the server; `onListening` is told the port, which matters where 0 was asked for.
    ///
    /// Throws when an endpoint cannot be described.
    package func make(
        host: String,
        port: Int,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        var quiet = parts.logger
        quiet.logLevel = max(parts.logger.logLevel, .warning)
        return Application(
            router: try router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(60), httpDecoderConfiguration: Self.heads)),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) },
            logger: quiet
        )
    }

    private static let heads = HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: 16 << 10,
        maxHeaderListSize: 32 << 10,
        maxHeaderFieldCount: 100
    )

    private func router() throws -> Router<GatewayContext> {
        let router = Router(context: GatewayContext.self, options: .autoGenerateHeadEndpoints)
        router.middlewares.add(
            FrontDoor(
                parts: parts,
                headers: SecurityHeaders(isHTTPS: parts.isHTTPS),
                problemPages: problemPages
            )
        )
        let gate = Gate(parts: parts, proxies: proxies, limits: limits, problemPages: problemPages)
        let all = endpoints + [PendingOperationEndpoint.make(among: endpoints)]
        for endpoint in all {
            router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                await gate.pass(request, context, to: endpoint).response(to: request)
            }
        }
        router.get("/public/**") { [files] request, _ in
            guard let answer = files.answer(request) else { throw HTTPError(.notFound) }
            return answer.response(to: request)
        }
        let description = Data(ReadableJSON.text(try OpenAPIDocument.make(all, url: parts.publicURL)).utf8)
        router.get("/openapi.json") { request, _ in
            Answer(
                .ok,
                headers: [.contentType: "application/json", .cacheControl: "public, max-age=300"],
                body: description
            ).response(to: request)
        }
        router.get("/healthz") { request, _ in Self.plain(.ok, "ok\n").response(to: request) }
        router.get("/readyz") { [health] request, _ in
            Self.plain(health.isReady ? .ok : .serviceUnavailable, health.isReady ? "ready\n" : "not ready\n")
                .response(to: request)
        }
        return router
    }

    private static func plain(_ status: HTTPResponse.Status, _ text: String) -> Answer {
        Answer(status, headers: [.contentType: "text/plain; charset=utf-8"], body: Data(text.utf8))
    }
}
