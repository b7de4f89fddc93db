import Cryptography
import Documents
import Foundation
import ObjectStore
import Postgres

/// What this service's use cases need from outside.
struct ContractsService: Sendable {
    let keys: SealingKeys
    let store: any ObjectStore
    let renderer: PageRenderer
    let drawing: PagesBeingDrawn
    /// For the images of pages that are drawn when a launch is done.
    let database: Database
    let now: @Sendable () -> Date
}
