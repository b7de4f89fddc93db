import Foundation
import Synchronization

/// Children that have started and wait for a document: starting one takes longer than reading most documents.
///
/// One waits for each program that was run lately; what nobody runs for a while has none.
final class WaitingChildren: Sendable {
    static let shared = WaitingChildren()

    private let patience: Duration
    private let waiting = Mutex<[[String]: StartedChild]>([:])

    /// `patience`: how long a child waits before it is ended.
    init(patience: Duration = .seconds(60)) {
        self.patience = patience
    }

    deinit {
        for child in waiting.withLock({ Array($0.values) }) { child.discard() }
    }

    /// The process that waits to be run as `child`.
    func id(of child: ChildProcess) -> pid_t? { waiting.withLock { $0[child.commandLine]?.id } }

    /// Runs a child that waits for its input, or a new one, and has the next one start for whoever comes after.
    func run(_ child: ChildProcess, input: Data) throws(ChildProcess.Failure) -> (status: Int32, output: Data) {
        let started: StartedChild
        if let known = take(child), known.isWaiting() { started = known } else { started = try child.start() }
        // When this one has ended: on a small machine they would take time from each other.
        defer { prepare(child) }
        return try started.run(child, input: input)
    }

    private func take(_ child: ChildProcess) -> StartedChild? {
        waiting.withLock { $0.removeValue(forKey: child.commandLine) }
    }

    private func prepare(_ child: ChildProcess) {
        // Without it the next one is started when it is needed.
        guard waiting.withLock({ $0[child.commandLine] == nil }), let started = try? child.start() else { return }
        let isNeeded = waiting.withLock { waiting in
            guard waiting[child.commandLine] == nil else { return false }
            waiting[child.commandLine] = started
            return true
        }
        guard isNeeded else { return started.discard() }
        Task.detached { [weak self, patience] in
            try? await Task.sleep(for: patience)
            self?.end(started, of: child)
        }
    }

    private func end(_ started: StartedChild, of child: ChildProcess) {
        let isIdle = waiting.withLock { waiting in
            guard waiting[child.commandLine]?.id == started.id else { return false }
            waiting[child.commandLine] = nil
            return true
        }
        if isIdle { started.discard() }
    }
}

extension ChildProcess {
    fileprivate var commandLine: [String] { [executable] + arguments }
}
