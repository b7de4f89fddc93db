package import Foundation
import OutboundHTTP
import Synchronization

/// The platform as a program outside sees it: JSON over HTTP and the short messages that people get, nothing else.
package struct Platform: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    /// Those of all Gateways; each request goes to the next one.
    package let addresses: [String]
    package let inbox: Inbox
    /// Everything personal and secret that was sent or received, so that a test can look for it where it must not be.
    package let secrets: UsedSecrets
    /// How long a command that got no final answer is repeated with the same key.
    package var patience: Duration
    /// For a platform whose services may not know yet what another has confirmed: what is refused is tried again.
    package var waitsForCopies = false
    /// Called with method and path just before a request is sent, so that a test can make trouble at that moment.
    package var whenSending: @Sendable (_ request: String) -> Void = { _ in }
    private let http: OutboundHTTPClient
    private let turn = Turn()
    /// The address that a proxy in front of the platform would name, from the range kept for tests (RFC 2544): limits
    /// by address then count for this run alone, where the platform believes a proxy on this machine.
    private let clientAddress = "198.\(Int.random(in: 18...19)).\(Int.random(in: 0...255)).\(Int.random(in: 1...254))"

    /// `addresses`: at least one, of Gateways of one platform.
    package init(addresses: [String], sandbox: String, patience: Duration = .seconds(20)) {
        self.addresses = addresses
        self.patience = patience
        http = OutboundHTTPClient(
            allowedHosts: AllowedHosts(addresses + [sandbox]),
            limits: OutboundLimits(totalTimeout: .seconds(30), maximumReplyBytes: 64 << 20)
        )
        secrets = UsedSecrets()
        inbox = Inbox(address: sandbox, http: http, secrets: secrets)
    }

    /// Reads `GATEWAY_URL` and `SANDBOX_URL`, and `GATEWAY_URLS` where there are several; nil when one of the first two is
    /// missing.
    package init?(environment: [String: String], patience: Duration = .seconds(20)) {
        guard let gateway = environment["GATEWAY_URL"], let sandbox = environment["SANDBOX_URL"],
            !gateway.isEmpty, !sandbox.isEmpty
        else { return nil }
        let all = environment["GATEWAY_URLS"]?.split(separator: ",").map(String.init) ?? []
        self.init(addresses: all.isEmpty ? [gateway] : all, sandbox: sandbox, patience: patience)
    }

    /// A new key under which a command takes effect once.
    package static func newKey() -> String { UUID().uuidString.lowercased() }

    /// Does something that needs what was confirmed just now.
    func knowing<Result>(_ step: () async throws -> Result) async throws -> Result {
        let deadline = ContinuousClock.now + .seconds(30)
        while waitsForCopies, ContinuousClock.now < deadline {
            do { return try await step() } catch is UnexpectedAnswer {} catch is VerificationFailed {}
            try await Task.sleep(for: .milliseconds(100))
        }
        return try await step()
    }

    /// Sends one request, once, and returns whatever the answer is.
    package func send(
        _ method: Method,
        _ path: String,
        _ body: JSONValue? = nil,
        as token: String? = nil,
        key: String? = nil
    ) async throws -> Answer {
        let bytes = try body.map { try JSONEncoder().encode($0) }
        return try await send(method, path, bytes: bytes, type: "application/json", as: token, key: key)
    }

    /// Sends one request with a body of any type, once.
    package func send(
        _ method: Method,
        _ path: String,
        bytes: Data?,
        type: String,
        as token: String? = nil,
        key: String? = nil
    ) async throws -> Answer {
        var headers: OutboundHeaders = ["Accept": "application/json", "X-Forwarded-For": clientAddress]
        if bytes != nil { headers["Content-Type"] = type }
        if let token { headers["Authorization"] = "Bearer \(token)" }
        if let key { headers["Idempotency-Key"] = key }
        whenSending("\(method.rawValue) \(path)")
        let response = try await http.send(
            OutboundRequest(
                method: OutboundRequest.Method(rawValue: method.rawValue) ?? .get,
                url: url(path),
                headers: headers,
                body: bytes
            )
        )
        return Answer(
            status: response.status,
            headers: response.headers,
            body: response.body,
            request: "\(method.rawValue) \(path)"
        )
    }

    /// Reads something, again when the platform is away for a moment.
    package func get(_ path: String, as token: String? = nil) async throws -> Answer {
        let deadline = ContinuousClock.now + patience
        while true {
            let answer = try await sendUnlessAway(.get, path, nil, as: token, key: nil, deadline: deadline)
            if let answer, !Self.isPassing(answer) || ContinuousClock.now >= deadline { return answer }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// Has a command take effect once and returns its final answer.
    ///
    /// While there is none (the platform is away, or took the command and did not finish in time), the same command is
    /// sent again with the same key.
    package func command(
        _ method: Method,
        _ path: String,
        _ body: JSONValue = [:],
        as token: String? = nil,
        key: String = newKey()
    ) async throws -> Answer {
        let deadline = ContinuousClock.now + patience
        while true {
            let answer = try await sendUnlessAway(method, path, body, as: token, key: key, deadline: deadline)
            if let answer {
                guard ContinuousClock.now < deadline, answer.operation != nil || Self.isPassing(answer) else {
                    return answer
                }
            }
            try await Task.sleep(for: .milliseconds(300))
        }
    }

    private func sendUnlessAway(
        _ method: Method,
        _ path: String,
        _ body: JSONValue?,
        as token: String?,
        key: String?,
        deadline: ContinuousClock.Instant
    ) async throws -> Answer? {
        do {
            return try await send(method, path, body, as: token, key: key)
        } catch let error as OutboundError
            where [.connectionFailed, .timedOut].contains(error.reason) && ContinuousClock.now < deadline
        {
            return nil
        }
    }

    private func url(_ path: String) -> String {
        let address = addresses[turn.next(of: addresses.count)]
        return path.hasPrefix("/") ? address + path : "\(address)/api/v1/\(path)"
    }

    /// A state that passes by itself; the limit of the front door is met before anything was done.
    private static func isPassing(_ answer: Answer) -> Bool {
        [502, 503, 504].contains(answer.status) || answer.code == "gateway.too-many-requests"
    }
}

/// Whose turn it is.
private final class Turn: Sendable {
    private let last = Mutex(-1)

    func next(of count: Int) -> Int {
        last.withLock { last in
            last = (last + 1) % count
            return last
        }
    }
}
