package import Foundation

/// Programs of others that judge what the platform makes.
package enum OutsideTool {
    package struct Verdict: Sendable {
        package let status: Int32
        /// Standard output and error together.
        package let output: String
    }

    /// Whether a program of this name is in the search path.
    package static func isInstalled(_ name: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }

    /// Runs a program to its end; what it writes goes through a file, so that no pipe can fill up.
    package static func run(
        _ command: [String],
        environment: [String: String] = [:],
        output: URL? = nil
    ) async throws -> Verdict {
        let file = output ?? FileManager.default.temporaryDirectory.appending(path: "tool-\(UUID().uuidString)")
        defer { if output == nil { try? FileManager.default.removeItem(at: file) } }
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
            throw WaitedInVain("a file for the output of \(command.first ?? "")")
        }
        let handle = try FileHandle(forWritingTo: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, own in own }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
        try handle.close()
        let text = output == nil ? String(decoding: try Data(contentsOf: file), as: UTF8.self) : ""
        return Verdict(status: process.terminationStatus, output: text)
    }
}
