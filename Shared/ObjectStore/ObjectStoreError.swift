import Failures

/// Why an object could not be kept or fetched; the text is safe to log.
package struct ObjectStoreError: PassingTrouble, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: String, Sendable {
        case missing
        /// What is stored is not what was put.
        case damaged
        /// The store does not accept our credentials, or forbids the act.
        case refused
        /// The store cannot be reached or failed; a later attempt may do.
        case unavailable
        case full
        case invalidKey = "invalid key"
        case tooLarge = "too large"
        case noBucket = "no bucket"
        /// Only other settings can help.
        case misconfigured
    }

    package let reason: Reason
    private let detail: String

    package init(_ reason: Reason, _ detail: String = "") {
        self.reason = reason
        self.detail = detail
    }

    /// Whether the same call may succeed later without anybody changing settings.
    package var isRetriable: Bool {
        reason == .unavailable || reason == .full
    }

    /// Whether the store or its settings are at fault, not the object.
    package var isPassing: Bool {
        switch reason {
        case .unavailable, .full, .refused, .noBucket, .misconfigured: true
        case .missing, .damaged, .invalidKey, .tooLarge: false
        }
    }

    package var description: String {
        detail.isEmpty ? "object store: \(reason.rawValue)" : "object store: \(reason.rawValue) (\(detail))"
    }
}
