import Foundation
import Operations

/// Settings, then migration and assembly, then work until the process is told to stop.
///
/// `make-authority` makes the certificate authority's files instead, once.
@main
enum Main {
    static func main() async {
        if CommandLine.arguments.dropFirst().first == "make-authority" {
            await ProcessEntry.run("signing", declare: AuthorityFiles.init) { files, _ in
                try files.make(now: Date())
            }
        }
        await ProcessEntry.run("signing", declare: SigningSettings.init) { settings, logger in
            try await assemble(settings, logger)
        }
    }
}
