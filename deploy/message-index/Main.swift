import Foundation

/// Writes the index of the messages, or with `--check` says whether the committed one is what it would write.
@main
enum Main {
    static func main() {
        do {
            try run(isCheck: CommandLine.arguments.dropFirst().first == "--check")
        } catch {
            print("error: \(error)")
            exit(1)
        }
    }

    private static func run(isCheck: Bool) throws {
        let folder = URL(fileURLWithPath: "Shared/Messages", isDirectory: true)
        let name = "Index.swift"
        let file = folder.appending(path: name)
        let text = try MessageIndex(of: folder, except: name).text
        guard try String(contentsOf: file, encoding: .utf8) != text else { return }
        guard !isCheck else {
            throw SourceProblem(description: "\(name) is stale; write it by: swift run MessageIndex")
        }
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
