package import Foundation

/// The running platform that the tests drive, and what of it lies on this machine.
package struct Stack: Sendable {
    /// What is missing when there is no platform to test.
    package static let lack: String? = {
        let environment = ProcessInfo.processInfo.environment
        let missing = ["GATEWAY_URL", "SANDBOX_URL", "SUIYUE_LOCAL", "POSTGRES_ADDRESS", "KAFKA_BROKERS"].filter {
            environment[$0]?.isEmpty != false
        }
        return missing.isEmpty ? nil : "\(missing.joined(separator: ", ")) not set; deploy/test starts the platform"
    }()

    package static let isRunning = lack == nil

    /// Whether the platform runs the embedded broker, which a test may kill.
    package static let brokerIsOurs = ProcessInfo.processInfo.environment["KAFKA_BROKERS"]?.hasPrefix("file:") == true

    package let platform: Platform
    /// Data, logs, secrets and pids of the platform.
    package let local: URL
    package let database: DatabaseWindow
    /// The brokers' addresses, or `file:` with the path of a file that holds them.
    package let brokers: String

    /// Reads the environment that `deploy/test` gives.
    package init(patience: Duration = .seconds(20)) throws {
        let environment = ProcessInfo.processInfo.environment
        guard Self.lack == nil, let platform = Platform(environment: environment, patience: patience),
            let local = environment["SUIYUE_LOCAL"], let address = environment["POSTGRES_ADDRESS"],
            let brokers = environment["KAFKA_BROKERS"]
        else { throw WaitedInVain(Self.lack ?? "the platform's addresses") }
        self.platform = platform
        self.local = URL(fileURLWithPath: local, isDirectory: true)
        self.brokers = brokers
        database = DatabaseWindow(
            address: address,
            secrets: self.local.appending(path: "secrets"),
            outside: environment["POSTGRES_URL"]
        )
    }

    /// The brokers' addresses as they are now.
    package var brokerAddress: String {
        get throws {
            guard brokers.hasPrefix("file:") else { return brokers }
            return try String(contentsOfFile: String(brokers.dropFirst(5)), encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }
}
