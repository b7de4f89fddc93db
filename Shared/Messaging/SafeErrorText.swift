import Kafka
import Messages
import Postgres

/// An error in words that cannot hold personal data: codes of our own errors, only type and place of foreign ones.
package enum SafeErrorText {
    package static func of(_ error: any Error) -> String {
        switch error {
        case let refusal as Refusal: "refusal \(refusal.code)"
        case let error as PostgresError: error.description
        case let error as KafkaError: error.description
        case let error as DecodingError: decoding(error)
        case let error as any CustomStringConvertible where isOurs(error): error.description
        default: "\(type(of: error))"
        }
    }

    /// Errors of this package state in their description nothing but what is safe to log.
    private static func isOurs(_ error: Any) -> Bool {
        let module = String(reflecting: type(of: error)).prefix { $0 != "." }
        return !["Foundation", "FoundationEssentials", "Swift", "NIOCore", "NIOPosix", "__C"].contains(String(module))
    }

    private static func decoding(_ error: DecodingError) -> String {
        switch error {
        case .typeMismatch(_, let context): place("wrong type", context)
        case .valueNotFound(_, let context): place("missing value", context)
        case .keyNotFound(let key, let context): place("missing key \(key.stringValue)", context)
        case .dataCorrupted(let context): place("unreadable", context)
        @unknown default: "undecodable"
        }
    }

    private static func place(_ kind: String, _ context: DecodingError.Context) -> String {
        let path = context.codingPath.map { $0.stringValue }.joined(separator: ".")
        return path.isEmpty ? kind : "\(kind) at \(path)"
    }
}
