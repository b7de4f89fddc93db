package import Foundation

/// One outside provider that speaks JSON and knows us by a bearer token.
package struct ProviderClient: Sendable {
    private let http: OutboundHTTPClient
    private let base: String
    private let token: String
    private let timeout: Duration

    /// - Parameters:
    ///   - base: Scheme, host and port, with a path prefix if the provider has one; no slash at the end.
    ///   - token: Sent as `Authorization: Bearer`.
    ///   - timeout: For each request as a whole.
    package init(base: String, token: String, timeout: Duration = .seconds(5)) {
        self.http = OutboundHTTPClient(allowedHosts: AllowedHosts([base]))
        self.base = base
        self.token = token
        self.timeout = timeout
    }

    /// Posts a question and decodes the answer; the question carries its own request id, so it may be repeated.
    package func ask<Answer: Decodable>(
        _ path: String,
        _ question: some Encodable & Sendable,
        as type: Answer.Type = Answer.self
    ) async throws(ProviderError) -> Answer {
        guard let body = try? JSONEncoder().encode(question) else { throw .refused(status: 0) }
        let response: OutboundResponse
        do {
            response = try await http.send(
                OutboundRequest(
                    method: .post,
                    url: base + path,
                    headers: ["Authorization": "Bearer \(token)", "Content-Type": "application/json"],
                    body: body,
                    timeout: timeout,
                    mayRepeat: true
                )
            )
        } catch {
            throw .unavailable(error.description, retryAfter: nil)
        }
        switch response.status {
        case 200..<300:
            guard let answer = try? JSONDecoder().decode(Answer.self, from: response.body) else { throw .malformed }
            return answer
        case 429:
            throw .unavailable("status 429", retryAfter: Self.seconds(in: response.headers["Retry-After"]))
        case 500...:
            throw .unavailable("status \(response.status)", retryAfter: nil)
        default:
            throw .refused(status: response.status)
        }
    }

    /// At most an hour; nil for dates and for what is no number: `Double` also reads "inf" and "nan".
    private static func seconds(in text: String?) -> TimeInterval? {
        guard let value = text.flatMap({ Double($0) }), value.isFinite, value >= 0 else { return nil }
        return min(value, 3600)
    }
}

/// Why a provider gave no usable answer; the text is safe to log.
package enum ProviderError: Error, Sendable, CustomStringConvertible {
    /// Timed out, unreachable, busy or broken: the same question may be asked again, after so many seconds.
    case unavailable(String, retryAfter: TimeInterval?)
    /// The provider does not take the question; asking again changes nothing.
    case refused(status: Int)
    /// The answer cannot be read.
    case malformed

    package var description: String {
        switch self {
        case .unavailable(let reason, _): "provider unavailable: \(reason)"
        case .refused(let status): "provider refused the question: status \(status)"
        case .malformed: "provider's answer is malformed"
        }
    }
}
