import Cryptography
import Foundation
import Identifiers
import Logging
import Messages
import ObjectStore
import Operations

/// What all endpoints share.
struct GatewayParts: Sendable {
    let asking: any Asking
    let keys: SealingKeys
    let store: any ObjectStore
    let sessions: SessionDirectory
    let operations: PendingOperations
    /// How often a message was already refused because a read copy lagged, by name.
    let lagged: BoundedMemory<String, Int>
    /// Who was lately shown the pages of which revision, so that Contracts is told once and not for each page.
    let shown: BoundedMemory<String, Bool>
    let uploads: UploadsInUse
    let uploadSlots = UploadSlots()
    /// Address of the platform as its users know it, without a slash at the end.
    let publicURL: String
    let metrics: Metrics
    let logger: Logger
    let now: @Sendable () -> Date

    init(
        asking: any Asking,
        keys: SealingKeys,
        store: any ObjectStore & NoteStore,
        publicURL: String,
        metrics: Metrics,
        logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.asking = asking
        self.keys = keys
        self.store = store
        self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        self.metrics = metrics
        self.logger = logger
        self.now = now
        sessions = SessionDirectory(asking: asking, now: now)
        operations = PendingOperations(keys: keys, notes: store, now: now)
        lagged = BoundedMemory(limit: 10_000, lifetime: 3_600)
        shown = BoundedMemory(limit: 10_000, lifetime: 3_600)
        uploads = UploadsInUse(store: store)
    }

    var isHTTPS: Bool { publicURL.hasPrefix("https://") }
}
