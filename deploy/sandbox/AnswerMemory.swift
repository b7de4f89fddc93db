import Foundation
import Hummingbird

/// What a register says about the facts it was shown.
enum CheckResult: String, Codable, Sendable {
    case match
    case mismatch
    case notFound = "not-found"
}

/// A register's answer with the receipt that stands for it in an audit.
struct CheckAnswer: ResponseEncodable, Sendable, Equatable {
    let result: CheckResult
    let receipt: String
}

/// The answers given, so that the same request gets the same receipt again.
actor AnswerMemory {
    private var given = BoundedMemory<String, CheckAnswer>(limit: 20_000)

    /// The earlier answer to this request, or a new one with a fresh receipt.
    func answer(_ result: CheckResult, to requestID: String, of provider: String) -> CheckAnswer {
        let key = "\(provider) \(requestID)"
        if let earlier = given[key] {
            return earlier
        }
        let answer = CheckAnswer(result: result, receipt: "\(provider)-\(UUID().uuidString.lowercased())")
        given.remember(answer, for: key)
        return answer
    }
}
