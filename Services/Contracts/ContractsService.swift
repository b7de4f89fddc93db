import Cryptography
import Documents
import Foundation
import ObjectStore

/// What this service's use cases need from outside.
struct ContractsService: Sendable {
    let keys: SealingKeys
    let store: any ObjectStore
    let renderer: PageRenderer
    let drawing: PagesBeingDrawn
    let now: @Sendable () -> Date
}
