package import Foundation
import OutboundHTTP

/// What the platform answered to one request.
package struct Answer: Sendable {
    package let status: Int
    let headers: OutboundHeaders
    package let body: Data
    /// The request in a few words, without anything personal: method and path.
    package let request: String

    /// The body as JSON, `null` when it is none.
    package var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }

    /// The stable code of a problem.
    package var code: String? { json["code"].text }

    /// What a person is told about a problem.
    package var detail: String? { json["detail"].text }

    /// What a person is told about each field.
    package var fields: [String: String] { json["fields"].members.compactMapValues(\.text) }

    /// The first header of a name.
    package func header(_ name: String) -> String? { headers[name] }

    package var isSuccess: Bool { (200..<300).contains(status) }

    /// Whether a command was taken but not answered in time.
    package var operation: String? {
        guard status == 202, let location = headers["Location"], location.contains("/operations/") else { return nil }
        return location
    }

    /// The answer itself when it has one of the given statuses.
    @discardableResult
    package func require(_ statuses: Int...) throws -> Answer {
        guard statuses.contains(status) else { throw UnexpectedAnswer(self) }
        return self
    }

    /// The text under a key of the answer.
    package func text(_ key: String) throws -> String {
        guard let text = json[key].text else { throw UnexpectedAnswer(self, missing: key) }
        return text
    }
}

/// The platform answered otherwise than the driver can go on with.
package struct UnexpectedAnswer: Error, CustomStringConvertible {
    package let answer: Answer
    private let missing: String?

    package init(_ answer: Answer, missing: String? = nil) {
        self.answer = answer
        self.missing = missing
    }

    package var description: String {
        let lack = missing.map { " without \($0)" } ?? ""
        let fields = answer.fields.isEmpty ? "" : " \(answer.fields)"
        return "\(answer.request) → \(answer.status)\(lack) \(answer.code ?? "") \(answer.detail ?? "")\(fields)"
    }
}
