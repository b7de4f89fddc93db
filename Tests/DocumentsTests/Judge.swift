import Foundation

/// Runs the independent tools that judge our documents, in a directory of its own that goes away with it.
final class Judge {
    struct Verdict {
        let status: Int32
        let output: String
    }

    let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "documents-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    func write(_ bytes: Data, _ name: String) throws -> String {
        let file = directory.appending(path: name)
        try bytes.write(to: file)
        return file.path
    }

    func read(_ name: String) throws -> Data {
        try Data(contentsOf: directory.appending(path: name))
    }

    /// Standard output and error together.
    @discardableResult
    func run(_ command: String...) throws -> Verdict {
        try run(command)
    }

    @discardableResult
    func run(_ command: [String]) throws -> Verdict {
        let output = directory.appending(path: "output-\(UUID().uuidString)")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = directory
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        try handle.close()
        return Verdict(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self)
        )
    }

    /// The path of a script kept beside these tests.
    static func script(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Judges/\(name)").path
    }
}
