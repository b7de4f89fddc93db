import Foundation
package import Logging

/// The start of every process: settings first, all problems together, then the work.
package enum ProcessEntry {
    /// The exit status for unusable settings (`EX_CONFIG`).
    package static let wrongSettings: Int32 = 78

    /// Runs a process and ends it: status 0 after `--help` or a clean stop, 78 for settings, 1 for a failure.
    ///
    /// `declare`: declares all keys and returns them as the service's own settings value.
    /// `work`: everything after that; returns when the process has been asked to stop.
    package static func run<Declared: Sendable>(
        _ name: String,
        arguments: [String] = CommandLine.arguments,
        declare: (Settings) -> Declared,
        work: @Sendable (Declared, Logger) async throws -> Void
    ) async {
        let settings = Settings()
        _ = settings.choice(
            "LOG_LEVEL",
            of: Logger.Level.allCases.map(\.rawValue),
            default: "info",
            help: "The least important level that is logged"
        )
        let declared = declare(settings)
        if arguments.contains("--help") {
            FileHandle.standardOutput.write(Data("\(name): settings\n\n\(settings.help)\n".utf8))
            exit(0)
        }
        do {
            try settings.validate()
        } catch {
            FileHandle.standardError.write(Data("\(name): these settings are wrong\n\(error)\n".utf8))
            exit(wrongSettings)
        }
        let logger = LogSetup.bootstrap(service: name)
        do {
            try await work(declared, logger)
        } catch {
            logger.critical("the process ends because of an error", metadata: ["error": "\(error)"])
            exit(1)
        }
        exit(0)
    }
}
