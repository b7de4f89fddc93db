import Foundation
import Glibc

/// A process of the platform on this machine, kept running by `deploy/run`.
package struct ServiceProcess: Sendable {
    package let name: String
    private let pidFile: URL

    package init(_ name: String, of stack: Stack) {
        self.name = name
        pidFile = stack.local.appending(path: "run/\(name).pid")
    }

    /// The process as it runs now, nil while it is down.
    package var pid: Int32? {
        guard let text = try? String(contentsOf: pidFile, encoding: .utf8) else { return nil }
        return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Ends the process at once, without a chance to tidy up, and returns who it was.
    ///
    /// Waits while the process is down; `old` is one that has been killed before and may not have gone yet.
    @discardableResult
    package func kill(after old: Int32? = nil) async throws -> Int32 {
        let killed = try await poll(within: .seconds(60), every: .milliseconds(20)) { () -> Int32? in
            guard let pid, pid != old, Glibc.kill(pid, SIGKILL) == 0 else { return nil }
            return pid
        }
        guard let killed else { throw WaitedInVain("a running \(name) to kill") }
        return killed
    }

    /// Waits until another process than this one runs.
    package func awaitRestart(after old: Int32) async throws {
        try await wait(for: "\(name) to be started again", within: .seconds(60)) { pid.map { $0 != old } ?? false }
    }

    /// Kills the process again whenever it comes up, until the work is done.
    package func keptDown<Result: Sendable>(while work: @Sendable () async throws -> Result) async throws -> Result {
        let killing = Task {
            while !Task.isCancelled {
                if let pid { _ = Glibc.kill(pid, SIGKILL) }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        defer { killing.cancel() }
        return try await work()
    }
}
