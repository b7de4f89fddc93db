import Foundation

/// Writes the index of the messages, or with `--check` says whether the committed one is what it would write.
@main
enum Main {
    static func main() {
        do {
            let folder = URL(fileURLWithPath: "Shared/Messages", isDirectory: true)
            let stale = try MessageIndex(of: folder).stale(in: folder)
            if CommandLine.arguments.dropFirst().first != "--check" {
                for (file, text) in stale { try write(text, to: file) }
            } else if let first = stale.keys.min(by: { $0.path < $1.path }) {
                throw SourceProblem(
                    description: "\(first.lastPathComponent) is stale; write it by: swift run MessageIndex"
                )
            }
        } catch {
            print("error: \(error)")
            exit(1)
        }
    }

    private static func write(_ text: String?, to file: URL) throws {
        guard let text else { return try FileManager.default.removeItem(at: file) }
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
