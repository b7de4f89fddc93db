import Kafka
import Logging
import Operations
import ServiceLifecycle
import UnixSignals

/// Puts Monitor together and runs it until SIGTERM or SIGINT.
func assemble(_ settings: MonitorSettings, _ logger: Logger) async throws {
    let health = HealthState()
    let metrics = Metrics()
    let board = Board()
    let watch = Watch(
        broker: BrokerWatch(settings.kafka, logger: logger),
        processes: ProcessWatch(settings.targets),
        board: board,
        health: health,
        metrics: metrics,
        logger: logger
    )
    let page = MonitorPort(
        host: settings.host,
        port: settings.port,
        board: board,
        page: try LagPage(),
        health: health,
        metrics: metrics,
        logger: logger
    )
    let operations = OperationsPort(
        host: settings.operations.host,
        port: settings.operations.port,
        health: health,
        metrics: metrics,
        logger: logger
    )
    var configuration = ServiceGroupConfiguration(
        services: [operations, page, watch],
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: logger
    )
    configuration.maximumGracefulShutdownDuration = .seconds(10)
    try await ServiceGroup(configuration: configuration).run()
}
