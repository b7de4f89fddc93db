package import Foundation
package import Identifiers
package import Messages
package import Messaging

/// Sends a request to the service that owns the answer; the one seam that tests replace.
package protocol Asking: Sendable {
    func ask<R: Request>(
        _ request: R,
        as caller: Caller,
        id: MessageID,
        contentHash: Data?,
        deadline: Duration,
        trace: TraceContext?
    ) async throws -> R.Reply
}

extension RequestClient: Asking {}
