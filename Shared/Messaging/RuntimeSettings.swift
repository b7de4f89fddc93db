package import Cryptography
package import Kafka
package import Messages
package import Operations

/// The settings every service with a schema has.
package struct RuntimeSettings: Sendable {
    package let databaseURL: Secret
    package let databaseOwnerURL: Secret
    package let poolSize: Int
    /// Nil only when the setting was wrong, which stops the start.
    package let keys: SealingKeys?
    package let kafka: KafkaSettings
    package let operations: OperationsSettings
    package let instance: Int
    package let commandWorkers: Int
    package let queryWorkers: Int
    package let eventWorkers: Int
    package let jobWorkers: Int

    /// Declares the keys; problems show when `settings.validate()` is called.
    package init(_ settings: Settings, service: ServiceName, operationsPort: Int) {
        databaseURL = settings.secret(
            "DATABASE_URL",
            help: "postgres:// address of the database, as the role this service runs as"
        )
        databaseOwnerURL = settings.secret(
            "DATABASE_OWNER_URL",
            help: "The same as the role that owns the schema; used for migrations only"
        )
        poolSize = settings.integer("DATABASE_POOL", default: 10, range: 2...100, help: "Connections kept open")
        keys = Self.sealingKeys(settings)
        kafka = KafkaSettings(settings)
        operations = OperationsSettings(settings, defaultPort: operationsPort)
        instance = settings.integer(
            "INSTANCE",
            default: 0,
            range: 0...1023,
            help: "Ordinal of this process among the \(service.rawValue) processes"
        )
        commandWorkers = settings.integer("COMMAND_WORKERS", default: 8, range: 1...64, help: "Commands at once")
        queryWorkers = settings.integer("QUERY_WORKERS", default: 8, range: 1...64, help: "Queries at once")
        eventWorkers = settings.integer("EVENT_WORKERS", default: 4, range: 1...64, help: "Events at once")
        jobWorkers = settings.integer("JOB_WORKERS", default: 4, range: 1...64, help: "Jobs at once")
    }

    private static func sealingKeys(_ settings: Settings) -> SealingKeys? {
        settings.value(
            "SEALING_KEYS",
            default: nil,
            placeholder: nil,
            unit: "id:base64key[,…]",
            isSecret: true,
            help: "Keys that seal personal data, 32 bytes each; the first seals, all open"
        ) { (text) throws(SettingRejected) -> SealingKeys? in
            do { return try SealingKeys(setting: text) } catch {
                throw SettingRejected("is not a list of id:base64key with 32 bytes each")
            }
        }
    }
}
