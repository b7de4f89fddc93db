import Foundation
import Identifiers
import Kafka
import Logging
import Messages
import Messaging
import ObjectStore
import Operations
import ServiceLifecycle
import UnixSignals
import Web

/// Puts the Gateway together and runs it until it is told to stop; the only place that names every concrete type.
func assemble(_ settings: GatewaySettings, _ logger: Logger) async throws {
    guard let keys = settings.keys, let store = settings.store else { throw SettingsMissing() }
    let health = HealthState()
    let metrics = Metrics()
    let client = RequestClient(
        kafka: settings.kafka,
        instance: settings.instance,
        health: health,
        metrics: metrics,
        logger: logger
    )
    let objects = try store.open(keys: keys)
    let parts = GatewayParts(
        asking: client,
        keys: keys,
        store: objects,
        wording: Wording(WordingTables.all),
        publicURL: settings.publicURL.absoluteString,
        metrics: metrics,
        logger: logger
    )
    client.whenConfirmed { event in
        if event.type == SessionChanged.type, let session = SessionID(event.key) { parts.sessions.forget(session) }
    }
    let feed = EventFeed(
        kafka: settings.kafka,
        services: [.identity],
        clientID: "gateway-feed-\(settings.instance)",
        health: health,
        metrics: metrics,
        logger: logger,
        onGap: { parts.sessions.forgetAll() },
        onEvent: { event in
            // Whatever cannot be read may have been about a session.
            guard let changed = try? event.decode(SessionChanged.self) else { return }
            // What was confirmed has been forgotten, and asked for anew, before this.
            guard !client.hasConfirmed(event.headers.id) else { return }
            parts.sessions.forget(changed.tokenHash)
        }
    )
    let pages = try PageTemplates(settings.templatesDirectory, countUnread: Notices.countUnread)
    let application = GatewayApplication(
        parts: parts,
        endpoints: Routes.all(pages),
        files: StaticFiles(
            [("", settings.publicDirectory), ("vendor/", settings.vendorDirectory)],
            joined: StyleSheets.joined
        ),
        health: health,
        proxies: settings.proxies,
        limits: settings.limits,
        problemPages: ErrorPages(pages: pages)
    )
    let operations = OperationsPort(
        host: settings.operations.host,
        port: settings.operations.port,
        health: health,
        metrics: metrics,
        logger: logger
    )
    // Stopped from the last to the first: the door closes while answers still come in.
    let services: [any Service] = [
        operations, ReadinessProbe("objects", health: health) { try await objects.probe() }, client, feed,
        try application.make(host: settings.host, port: settings.port),
    ]
    try await ServiceGroup(
        configuration: ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
    ).run()
}

/// Validation has already said what is missing; this never shows.
private struct SettingsMissing: Error {}
