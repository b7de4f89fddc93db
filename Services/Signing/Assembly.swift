import Documents
import Foundation
import Logging
import Messages
import Messaging
import ObjectStore
import Operations
import StoredObjects

/// Puts the service together and runs it.
func assemble(_ settings: SigningSettings, _ logger: Logger) async throws {
    let runtime = try await ServiceRuntime(
        .signing,
        settings: settings.runtime,
        migrations: migrations,
        logger: logger
    )
    guard let objects = try settings.store?.open(keys: runtime.keys) else { throw SettingMissing(key: "OBJECT_STORE") }
    let store = TrackedStore(objects, kinds: [.document, .seal, .handwriting], in: runtime.database)
    if let problem = FontWarmUp.run() {
        logger.warning("texts are set in whole fonts, slowly", metadata: ["cause": "\(problem)"])
    }
    let service = SigningService(
        keys: runtime.keys,
        store: store,
        authority: try settings.authority.load(),
        verifier: DocumentVerifier(),
        now: { Date() }
    )
    let probe = ReadinessProbe("objects", health: runtime.health) { try await store.probe() }
    try await runtime.run(
        routes: service.routes,
        kept: KeptRows.ofSigning,
        services: [probe, ObjectCollection(store, logger: logger)]
    )
}
