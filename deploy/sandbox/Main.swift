import Foundation
import Hummingbird
import Logging
import UnixSignals

/// The provider sandbox: answers as the SMS, carrier and register providers of the outside world would.
@main
struct Sandbox {
    static func main() async throws {
        let settings: SandboxSettings
        do {
            settings = try SandboxSettings(environment: ProcessInfo.processInfo.environment)
        } catch {
            FileHandle.standardError.write(Data("\(error.reason)\n".utf8))
            exit(78)
        }
        var logger = Logger(label: "sandbox")
        logger.logLevel = .notice
        let application = makeSandbox(settings, logger: logger)
        try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
    }
}
