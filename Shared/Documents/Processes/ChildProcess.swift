import CQPDF
import Foundation

/// Runs a program on bytes nobody may trust: empty environment, bounded output, killed when its time is over.
struct ChildProcess {
    enum Failure: Error {
        case notStarted
        case timedOut
        case tooMuchOutput
    }

    let executable: String
    let arguments: [String]
    let seconds: Double
    let maxOutput: Int

    /// Starts it and sees it through; see ``StartedChild/run(_:input:taking:)``.
    func run(
        input: Data,
        taking: (inout Data) -> Void = { _ in }
    ) throws(Failure) -> (status: Int32, output: Data) {
        try start().run(self, input: input, taking: taking)
    }

    /// Starts it; it waits for its input, and whoever has it must run or discard it.
    func start() throws(Failure) -> StartedChild {
        var toChild: [Int32] = [-1, -1]
        var fromChild: [Int32] = [-1, -1]
        // Sockets, so that writing to a child that died gives an error instead of a signal.
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &toChild) == 0 else { throw .notStarted }
        guard socketpair(AF_UNIX, type, 0, &fromChild) == 0 else {
            for descriptor in toChild { close(descriptor) }
            throw .notStarted
        }
        let id = spawn(input: toChild[1], output: fromChild[1])
        close(toChild[1])
        close(fromChild[1])
        guard let id else {
            close(toChild[0])
            close(fromChild[0])
            throw .notStarted
        }
        return StartedChild(id: id, write: toChild[0], read: fromChild[0])
    }

    private func spawn(input: Int32, output: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var argv: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
        // The service's own environment holds secrets; a reader of documents needs none of it.
        let variables = ["PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/nonexistent"]
        var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { for text in argv + environment { free(text) } }
        var child: pid_t = 0
        return posix_spawn(&child, executable, &actions, nil, &argv, &environment) == 0 ? child : nil
    }
}
