import Foundation
import HTTPTypes
import Hummingbird
import Identifiers
import Logging
import Messages
import Messaging
import NIOCore

/// Leads a request to its endpoint: address, limits, session, body, forged forms, then the handler.
struct Gate: Sendable {
    static let largestForm = 1 << 20
    static let largestUpload = 12 << 20

    let parts: GatewayParts
    let proxies: TrustedProxies
    let limits: RequestLimits
    let problemPages: (any ProblemPages)?

    func pass(_ request: Request, _ context: GatewayContext, to endpoint: Endpoint) async -> Answer {
        var visit: Visit?
        let share = endpoint.body == .pdf ? UploadShare(parts.uploadRoom) : nil
        defer { share?.leave() }
        do {
            let made = try await self.visit(request, context, to: endpoint, share)
            visit = made
            return try await endpoint.perform(made)
        } catch {
            return await answer(to: error, visit, context, endpoint)
        }
    }

    private func visit(
        _ request: Request,
        _ context: GatewayContext,
        to endpoint: Endpoint,
        _ share: UploadShare?
    ) async throws -> Visit {
        let now = parts.now()
        let address = proxies.client(peer: context.peer, forwardedFor: request.headers[values: .forwardedFor])
        try limits.admit(address: address, isGuarded: endpoint.isGuarded, now: now)

        let cookies = parts.cookies
        let bearer = Self.bearer(request.headers)
        let cookie = cookies.read(cookies.session, from: request.headers)
        let sessionToken = bearer ?? cookie
        var session: SessionView?
        if let sessionToken {
            session = try await parts.sessions.find(token: sessionToken, address: address, trace: context.trace)
        }
        if endpoint.access == .account, session == nil { throw Refusal("identity.login-required", .unauthorized) }
        if let account = session?.accountID { try limits.admit(account: account, now: now) }

        let content = try await BodyReader(endpoint, share).read(request)
        try share?.begin()
        let isCookieSession = bearer == nil && session != nil
        let visitor = cookies.read(cookies.visitor, from: request.headers)
        let cookieToken = isCookieSession ? cookie : visitor
        // A visitor's form on a page can log somebody in; towards the JSON interface it has no power of its own.
        let isForgeable = isCookieSession || (content.isForm && endpoint.representation == .page)
        if endpoint.changesSomething, isForgeable {
            let given = request.headers[.csrfToken] ?? content.csrf
            try CrossSiteCheck.check(cookie: cookieToken, given: given, keys: parts.keys)
        }
        let agent = request.headers[.userAgent].map { String($0.prefix(200)) }
        let caller =
            session?.caller(address: address, agent: agent) ?? Caller(address: address, agent: agent)
        let path = request.uri.path
        return Visit(
            parts: parts,
            requestID: context.requestID,
            trace: context.trace,
            caller: caller,
            session: session,
            cookieToken: cookieToken,
            sessionToken: session == nil ? nil : sessionToken,
            path: path,
            parameters: Self.parameters(context),
            query: request.uri.query.flatMap { FormBody.parse($0) } ?? .object([:]),
            body: content.value,
            file: content.file,
            repeatKey: RepeatKey(
                // Where anybody may ask, a session that came to be by the first request must not change the key.
                asker: endpoint.access == .anyone ? "anonymous" : caller.accountID?.description ?? "anonymous",
                method: endpoint.method.rawValue,
                path: path,
                key: try Self.key(request.headers, content) ?? UUID.v7().uuidString,
                content: content.canonical,
                keys: parts.keys
            ),
            isHead: request.method == .head
        )
    }

    private func answer(
        to error: any Error,
        _ visit: Visit?,
        _ context: GatewayContext,
        _ endpoint: Endpoint
    ) async -> Answer {
        if let visit, error is RequestTimedOut, endpoint.changesSomething, visit.file == nil,
            let id = try? await parts.operations.keep(visit, of: endpoint)
        {
            return working(id, visit, endpoint)
        }
        let problem = Problem.of(error, requestID: context.requestID, parts)
        if problem.code == Problem.unexpected {
            parts.logger.error(
                "a request failed",
                metadata: [
                    "endpoint": "\(endpoint.name)", "request": "\(context.requestID)",
                    "kind": "\(type(of: error))", "cause": "\(SafeCause.of(error))",
                ]
            )
        }
        guard endpoint.representation == .page, let problemPages else { return problem.answer }
        return problemPages.page(of: problem, visit: visit)
    }

    private func working(_ id: UUID, _ visit: Visit, _ endpoint: Endpoint) -> Answer {
        let path = "/api/v1/operations/\(id.lowercaseString)"
        if endpoint.representation == .page, let problemPages {
            return problemPages.working(operation: path, visit: visit)
        }
        let state = PendingOperationState(id: Identifier(id), status: .pending, result: nil, problem: nil)
        var answer = (try? Answer.json(state, status: .accepted)) ?? Answer(.accepted)
        answer.headers[.location] = path
        answer.headers[.retryAfter] = "1"
        return answer
    }

    private static func bearer(_ headers: HTTPFields) -> String? {
        guard let text = headers[.authorization], text.lowercased().hasPrefix("bearer ") else { return nil }
        return text.dropFirst(7).trimmingCharacters(in: .whitespaces)
    }

    private static func parameters(_ context: GatewayContext) -> [String: String] {
        var result: [String: String] = [:]
        for (name, value) in context.parameters {
            result[String(name)] = String(value).removingPercentEncoding ?? String(value)
        }
        return result
    }

    private static func key(_ headers: HTTPFields, _ content: BodyContent) throws -> String? {
        guard let key = headers[.idempotencyKey] ?? content.idempotencyKey, !key.isEmpty else { return nil }
        guard key.utf8.count <= 200, key.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            throw Refusal("gateway.idempotency-key", .malformed)
        }
        return key
    }
}

/// The cause of an unexpected error for the log: descriptions of our own errors are safe, others may repeat input.
enum SafeCause {
    static func of(_ error: any Error) -> String {
        let module = String(reflecting: type(of: error)).split(separator: ".").first.map(String.init) ?? ""
        let own = ["Messaging", "Kafka", "ObjectStore", "Cryptography", "Messages"]
        return own.contains(module) ? "\(error)" : "see kind"
    }
}
