import Foundation
package import Logging

/// Logging of a process: one JSON object per line on standard error.
package enum LogSetup {
    /// Installs the log handler for the whole process and returns the process's logger.
    ///
    /// `level`: `LOG_LEVEL` as the operator wrote it; an unknown word means `info`.
    package static func bootstrap(
        service: String,
        level: String = ProcessInfo.processInfo.environment["LOG_LEVEL"] ?? "info"
    ) -> Logger {
        let threshold = Logger.Level(rawValue: level.lowercased()) ?? .info
        LoggingSystem.bootstrap { label in
            JSONLogHandler(service: service, label: label, logLevel: threshold, write: JSONLogHandler.standardError)
        }
        return Logger(label: service)
    }
}
