import Kafka
import Messaging
import Operations

/// What Monitor can be told.
struct MonitorSettings: Sendable {
    let host: String
    let port: Int
    let targets: [OperationsTarget]
    let kafka: KafkaSettings
    let operations: OperationsSettings

    init(_ settings: Settings) {
        host = settings.text("MONITOR_HOST", default: "127.0.0.1", help: "Address on which the page is served")
        port = settings.port("MONITOR_PORT", default: 8070, help: "Port of the page, /ops/lag and /metrics")
        targets = settings.value(
            "OPERATIONS_TARGETS",
            default: [],
            shown: "",
            placeholder: [],
            unit: "name=http://host:port,…",
            help: "Operations ports of the other processes, for outboxes and liveness"
        ) { (text) throws(SettingRejected) in
            guard let targets = OperationsTarget.read(text) else {
                throw SettingRejected("must be name=http://host:port, separated by commas")
            }
            return targets
        }
        kafka = KafkaSettings(settings)
        operations = OperationsSettings(settings, defaultPort: 8077)
    }
}

/// The operations port of one process.
struct OperationsTarget: Sendable, Equatable {
    let name: String
    /// Scheme, host and port, without a slash at the end.
    let address: String

    /// Nil when any part is not `name=http…://…`.
    static func read(_ text: String) -> [OperationsTarget]? {
        var targets: [OperationsTarget] = []
        for part in text.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(while: \.isWhitespace) }
            guard pair.count == 2, !pair[0].isEmpty, pair[1].hasPrefix("http://") || pair[1].hasPrefix("https://")
            else { return nil }
            let address = pair[1].reversed().drop { $0 == "/" || $0.isWhitespace }.reversed()
            targets.append(OperationsTarget(name: String(pair[0]), address: String(address)))
        }
        return targets
    }
}
