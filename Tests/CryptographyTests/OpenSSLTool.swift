import Foundation
import Testing

/// The `openssl` command line as an independent judge, working in a directory of its own.
final class OpenSSLTool {
    let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "cryptography-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    /// Writes a file and returns its name.
    func file(_ name: String, _ content: Data) throws -> String {
        try content.write(to: directory.appending(path: name))
        return name
    }

    func file(_ name: String, _ content: String) throws -> String {
        try file(name, Data(content.utf8))
    }

    func content(_ name: String) throws -> Data {
        try Data(contentsOf: directory.appending(path: name))
    }

    /// Runs `openssl` with the words of the line and returns its exit code and everything it wrote.
    func run(_ line: String) throws -> (code: Int32, output: String) {
        let process = Process()
        let output = directory.appending(path: "output-\(UUID().uuidString)")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        defer { try? handle.close() }
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = line.split(separator: " ").map(String.init)
        process.currentDirectoryURL = directory
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }
}
