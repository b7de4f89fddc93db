import Foundation
import HTTPTypes
import Hummingbird
import Identifiers
import Logging
import Messages
import Messaging
import Operations

/// Around every request: its name, its headers, its line in the log, and an answer whatever happens.
struct FrontDoor: RouterMiddleware {
    typealias Context = GatewayContext

    let parts: GatewayParts
    let headers: SecurityHeaders
    let problemPages: (any ProblemPages)?

    func handle(
        _ request: Request,
        context: GatewayContext,
        next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        var context = context
        context.requestID = UUID.v7().lowercaseString
        context.trace = request.headers[.traceparent].flatMap { TraceContext($0) }?.next() ?? .start()
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = answer(to: error, request, context).response(to: request)
        }
        // What the client has kept carries them, and a phone asks for each file that it has.
        if response.status != .notModified { headers.add(to: &response.headers) }
        response.headers[.requestID] = context.requestID
        record(request, context, response, ContinuousClock.now - started)
        return response
    }

    /// Only what no endpoint caught comes here: unknown addresses above all.
    private func answer(to error: any Error, _ request: Request, _ context: GatewayContext) -> Answer {
        let problem = Problem.of(error, requestID: context.requestID, parts)
        let wantsPage =
            !request.uri.path.hasPrefix("/api/") && request.headers[.accept]?.contains("text/html") == true
        guard wantsPage, let problemPages else { return problem.answer }
        return problemPages.page(of: problem, visit: nil)
    }

    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .delete, .options, .patch]

    /// The route, never the address: a path can hold an invitation's code, a query somebody's name.
    private func record(_ request: Request, _ context: GatewayContext, _ response: Response, _ duration: Duration) {
        let route = context.endpointPath ?? "unknown"
        let status = response.status.code
        // Words that clients make up must not become instruments.
        let method = Self.methods.contains(request.method) ? request.method.rawValue : "other"
        parts.metrics.histogram(
            "suiyue_http_seconds",
            help: "Time to the answer",
            labels: ["route": route, "method": method]
        ).observe(duration)
        parts.metrics.counter(
            "suiyue_http_requests_total",
            help: "Requests by how they were answered",
            labels: ["route": route, "method": method, "status": String(status)]
        ).increment()
        parts.logger.info(
            "request",
            metadata: [
                "method": "\(method)", "route": "\(route)", "status": "\(status)",
                "milliseconds": "\(Int(duration / .milliseconds(1)))", "request": "\(context.requestID)",
                "trace": "\(context.trace.traceID)", "bytes": "\(response.body.contentLength ?? 0)",
            ]
        )
    }
}
