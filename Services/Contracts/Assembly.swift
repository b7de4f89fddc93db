import Cryptography
import Documents
import Foundation
import Identifiers
import Logging
import Messages
import Messaging
import ObjectStore
import Operations
import Postgres
import StoredObjects

/// Puts the service together and runs it.
func assemble(_ settings: ContractsSettings, _ logger: Logger) async throws {
    let runtime = try await ServiceRuntime(
        .contracts,
        settings: settings.runtime,
        migrations: migrations,
        logger: logger
    )
    guard let objects = try settings.store?.open(keys: runtime.keys) else { throw SettingMissing(key: "OBJECT_STORE") }
    // Images of pages can be made again at any time and are not tracked before a later revision leaves them behind.
    let store = TrackedStore(objects, kinds: [.document], in: runtime.database)
    try await publishShippedTemplates(in: runtime.database)
    if let problem = FontWarmUp.run() {
        logger.warning("texts are set in whole fonts, slowly", metadata: ["cause": "\(problem)"])
    }
    let service = ContractsService(
        keys: runtime.keys,
        store: store,
        renderer: PageRenderer(),
        drawing: PagesBeingDrawn { error in
            // Which costs several times as much.
            logger.warning("pages are drawn from the PDF", metadata: ["cause": "\(SafeErrorText.of(error))"])
        },
        database: runtime.database,
        now: { Date() }
    )
    let probe = ReadinessProbe("objects", health: runtime.health) { try await store.probe() }
    let folding = CountFolding(database: runtime.database, logger: logger) { try await $0.foldChanges() }
    try await runtime.run(
        routes: service.routes,
        kept: KeptRows.ofContracts,
        services: [probe, folding, ObjectCollection(store, logger: logger)]
    )
}

/// Publishes the model templates that ship with the platform, each time its words have changed.
func publishShippedTemplates(in database: Database) async throws {
    for shipped in try ShippedTemplates.all() {
        let known = try await database.withTransaction { try await $0.template(shipped.id) }
        guard known?.document != shipped.document else { continue }
        let pages = try await DocumentLane.run { try shipped.samplePages() }
        try await database.withTransaction { try await $0.publish(shipped, pages: pages, now: Date()) }
    }
}
