import Foundation
package import HTTPTypes
import Hummingbird
import Messages
import Messaging
import NIOCore
import ObjectStore

/// Why a request was not done, ready to be told: RFC 9457 with a stable code and Chinese words.
package struct Problem: Sendable, Equatable {
    package let status: HTTPResponse.Status
    package let code: String
    package let detail: String
    /// What is wrong with each field: the sentence at the field.
    let fields: [String: String]
    /// The same by stable code.
    let fieldCodes: [String: String]
    let retryAt: Date?
    /// Seconds for `Retry-After`.
    package let retryAfter: Int?
    package let requestID: String

    init(_ refusal: Refusal, requestID: String, now: Date, wording: Wording) {
        status = Self.status(of: refusal)
        code = refusal.code
        detail = wording.sentence(for: refusal, now: now)
        fields = wording.fields(of: refusal)
        fieldCodes = refusal.fields
        retryAt = refusal.retryAt
        self.requestID = requestID
        let waits = refusal.kind == .tooMany || refusal.kind == .unavailable
        let wait = refusal.retryAt.map { max(1, Int($0.timeIntervalSince(now).rounded(.up))) }
        retryAfter = waits ? wait ?? (refusal.kind == .tooMany ? 60 : 2) : nil
    }

    /// Whatever was thrown, without telling more than a client may know.
    static func of(_ error: any Error, requestID: String, _ parts: GatewayParts) -> Problem {
        Problem(refusal(of: error), requestID: requestID, now: parts.now(), wording: parts.wording)
    }

    private static func refusal(of error: any Error) -> Refusal {
        switch error {
        case let refusal as Refusal: refusal
        case is RequestTimedOut: Refusal("gateway.no-answer", .unavailable)
        case is NIOTooManyBytesError: Refusal("gateway.body-too-large", .tooLarge)
        case let error as ObjectStoreError where error.isRetriable: Refusal("gateway.store-unavailable", .unavailable)
        case let error as any HTTPResponseError where error.status == .notFound:
            Refusal.notFound("gateway.not-found")
        case let error as any HTTPResponseError where error.status == .contentTooLarge:
            Refusal("gateway.body-too-large", .tooLarge)
        case let error as any HTTPResponseError where error.status.kind == .clientError:
            Refusal("gateway.malformed", .malformed)
        default: Refusal(unexpected, .unavailable)
        }
    }

    static let unexpected = "gateway.unexpected"

    private static func status(of refusal: Refusal) -> HTTPResponse.Status {
        if refusal.code == unexpected { return .internalServerError }
        switch refusal.kind {
        case .malformed: return .badRequest
        case .invalid: return .unprocessableContent
        case .unauthorized: return .unauthorized
        case .forbidden: return .forbidden
        case .notFound: return .notFound
        case .conflict: return .conflict
        case .tooMany: return .tooManyRequests
        case .tooLarge: return .contentTooLarge
        // A way that is not offered is a matter of input; only our own refusal speaks of the content type.
        case .unsupported: return refusal.code == "gateway.content-type" ? .unsupportedMediaType : .unprocessableContent
        case .unavailable: return .serviceUnavailable
        }
    }

    private struct Body: Encodable {
        let type: String
        let title: String
        let status: Int
        let code: String
        let detail: String
        let fields: [String: String]?
        let fieldCodes: [String: String]?
        let retryAt: Date?
        let requestID: String
    }

    var answer: Answer {
        let body = Body(
            type: "about:blank",
            title: status.reasonPhrase,
            status: status.code,
            code: code,
            detail: detail,
            fields: fields.isEmpty ? nil : fields,
            fieldCodes: fieldCodes.isEmpty ? nil : fieldCodes,
            retryAt: retryAt,
            requestID: requestID
        )
        var answer = Answer.personal("application/problem+json", (try? WireJSON.encode(body)) ?? Data(), status: status)
        addHeaders(to: &answer)
        return answer
    }

    /// Says when to come again, and how to be known.
    package func addHeaders(to answer: inout Answer) {
        if let retryAfter, status != .internalServerError { answer.headers[.retryAfter] = String(retryAfter) }
        if status == .unauthorized { answer.headers[.wwwAuthenticate] = "Bearer" }
    }
}

/// Shows problems to people who came for a page.
package protocol ProblemPages: Sendable {
    func page(of problem: Problem, visit: Visit?) -> Answer
    /// A command is not answered yet; `operation` is the address that knows more.
    func working(operation: String, visit: Visit) -> Answer
}
