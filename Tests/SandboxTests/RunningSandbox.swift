import Foundation
import FoundationNetworking
import Hummingbird
import Logging

@testable import Sandbox

/// A sandbox on a free port, with the calls that a service would make of it.
struct RunningSandbox: Sendable {
    static let token = "token-of-the-tests"
    let address: String

    private let serving: Task<Void, any Error>

    /// Starts a sandbox on a free port.
    static func start(silence: Duration = .seconds(30)) async throws -> RunningSandbox {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let settings = SandboxSettings(port: 0, token: token, silence: silence)
        var logger = Logger(label: "sandbox-tests")
        logger.logLevel = .critical
        let application = makeSandbox(settings, logger: logger) { port in
            found.yield(port)
        }
        let serving = Task {
            defer { found.finish() }
            try await application.run()
        }
        for await port in ports {
            return RunningSandbox(address: "http://127.0.0.1:\(port)", serving: serving)
        }
        try await serving.value
        throw CancellationError()
    }

    func stop() {
        serving.cancel()
    }

    /// Makes a call and gives back its status, headers and text.
    func call(
        _ method: String,
        _ path: String,
        body: [String: any Sendable]? = nil,
        token: String? = RunningSandbox.token
    ) async throws -> Answer {
        guard let url = URL(string: address + path) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        if let token {
            request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        }
        if let body {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = try JSONSerialization.data(withJSONObject: body)
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        return Answer(
            status: response.statusCode,
            retryAfter: response.value(forHTTPHeaderField: "Retry-After"),
            body: data
        )
    }

    func send(_ requestID: String, to phone: String, _ text: String) async throws -> Answer {
        try await call(
            "POST",
            "/sms/messages",
            body: ["requestID": requestID, "phone": phone, "text": text, "kind": "sms"]
        )
    }

    func inbox(_ phone: String) async throws -> [InboxEntry] {
        let answer = try await call("GET", "/sms?phone=\(phone)", token: nil)
        return try JSONDecoder().decode([InboxEntry].self, from: answer.body)
    }

    func threeFactor(_ name: String, requestID: String = UUID().uuidString) async throws -> Answer {
        try await call(
            "POST",
            "/carrier/three-factor",
            body: [
                "requestID": requestID, "name": name, "idNumber": "11010119900307002X", "phone": "13800000001",
            ]
        )
    }

    func legalRepresentative(of enterprise: String, named name: String) async throws -> Answer {
        try await call(
            "POST",
            "/enterprise-register/legal-representative",
            body: [
                "requestID": UUID().uuidString, "name": enterprise, "uscc": "91440101MA00000000",
                "legalRepresentative": ["name": name, "idNumber": "11010119900307002X"],
            ]
        )
    }
}

/// What the sandbox answered.
struct Answer: Sendable {
    let status: Int
    let retryAfter: String?
    let body: Data

    var text: String { String(decoding: body, as: UTF8.self) }

    func field(_ name: String) -> String? {
        let object = try? JSONSerialization.jsonObject(with: body) as? [String: Any]
        return object?[name] as? String
    }
}

/// One line of `GET /sms`.
struct InboxEntry: Decodable {
    let phone: String
    let text: String
    let code: String?
    let sentAt: String
}
