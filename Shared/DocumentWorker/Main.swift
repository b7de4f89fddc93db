import Documents
import Foundation

/// The child process that reads documents nobody may trust; started by `DocumentIntake` and `DocumentVerifier` only.
@main
enum Main {
    static func main() {
        exit(DocumentWorker.main(CommandLine.arguments))
    }
}
