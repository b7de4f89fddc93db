import Foundation
import Messages

/// How long a session lasts, by the door it was opened at.
enum SessionTerms {
    static func lifetime(_ side: Side) -> TimeInterval {
        switch side {
        case .employer, .regulator: 8 * 3600
        case .worker: 12 * 3600
        }
    }
}

/// How wrong passwords slow the next try without locking somebody out for good.
enum PasswordTerms {
    static let failuresAllowed = 10
    static let lockedFor: TimeInterval = 15 * 60
}
