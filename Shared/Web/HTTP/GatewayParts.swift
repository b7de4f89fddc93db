package import Cryptography
package import Foundation
import Identifiers
package import Logging
import Messages
package import ObjectStore
package import Operations

/// What all endpoints share.
package struct GatewayParts: Sendable {
    let asking: any Asking
    let keys: SealingKeys
    package let store: any ObjectStore
    let wording: Wording
    package let sessions: SessionDirectory
    let operations: PendingOperations
    /// Who was lately shown the pages of which revision, so that Contracts is told once and not for each page.
    package let shown: BoundedMemory<String, Bool>
    let uploadRoom = UploadRoom()
    /// Address of the platform as its users know it, without a slash at the end.
    package let publicURL: String
    package let metrics: Metrics
    let logger: Logger
    package let now: @Sendable () -> Date

    package init(
        asking: any Asking,
        keys: SealingKeys,
        store: any ObjectStore & NoteStore,
        wording: Wording,
        publicURL: String,
        metrics: Metrics,
        logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.asking = asking
        self.keys = keys
        self.store = store
        self.wording = wording
        self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        self.metrics = metrics
        self.logger = logger
        self.now = now
        sessions = SessionDirectory(asking: asking, now: now)
        operations = PendingOperations(keys: keys, notes: store, now: now)
        shown = BoundedMemory(limit: 10_000, lifetime: 3_600)
    }

    var isHTTPS: Bool { publicURL.hasPrefix("https://") }
    var cookies: Cookies { Cookies(isHTTPS: isHTTPS) }
}
