import Messages
import Messaging
import ObjectStore
import Operations

/// What the contracts service can be told.
struct ContractsSettings: Sendable {
    let runtime: RuntimeSettings
    /// Nil only when the setting was wrong, which stops the start.
    let store: ObjectStoreSettings?

    init(_ settings: Settings) {
        runtime = RuntimeSettings(settings, service: .contracts, operationsPort: 8073)
        store = ObjectStoreSettings.declared(in: settings)
    }
}
