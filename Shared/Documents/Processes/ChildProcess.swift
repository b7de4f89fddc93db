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

    /// Blocks the calling thread; gives the exit status (negative: the signal that ended it) and standard output.
    ///
    /// `taking` is shown what has come of the output and may take it away from its front.
    func run(
        input: Data,
        taking: (inout Data) -> Void = { _ in }
    ) throws(Failure) -> (status: Int32, output: Data) {
        var toChild: [Int32] = [-1, -1]
        var fromChild: [Int32] = [-1, -1]
        // Sockets, so that writing to a child that died gives an error instead of a signal.
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &toChild) == 0 else { throw .notStarted }
        guard socketpair(AF_UNIX, type, 0, &fromChild) == 0 else {
            for descriptor in toChild { close(descriptor) }
            throw .notStarted
        }
        let child = spawn(input: toChild[1], output: fromChild[1])
        close(toChild[1])
        close(fromChild[1])
        defer {
            if toChild[0] >= 0 { close(toChild[0]) }
            close(fromChild[0])
        }
        guard let child else { throw .notStarted }
        let exchanged = exchange(input, write: &toChild[0], read: fromChild[0], taking)
        if case .failure = exchanged { kill(child, SIGKILL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let output = try exchanged.get()
        let signal = status & 0x7F
        return (signal == 0 ? (status >> 8) & 0xFF : -signal, output)
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

    private func exchange(
        _ input: Data,
        write: inout Int32,
        read: Int32,
        _ taking: (inout Data) -> Void
    ) -> Result<Data, Failure> {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var output = Data()
        var received = 0
        var sent = 0
        var buffer = [UInt8](repeating: 0, count: 262_144)
        while true {
            if write >= 0, sent == input.count {
                close(write)
                write = -1
            }
            let left = deadline - .now
            guard left > .zero else { return .failure(.timedOut) }
            var polled = [
                pollfd(fd: read, events: Int16(POLLIN), revents: 0),
                pollfd(fd: write, events: Int16(POLLOUT), revents: 0),
            ]
            let milliseconds = Int32(clamping: left.components.seconds * 1000 + 100)
            guard poll(&polled, 2, min(milliseconds, 1000)) >= 0 || errno == EINTR else { return .failure(.notStarted) }
            if write >= 0, polled[1].revents != 0 {
                let count = input.withUnsafeBytes { bytes in
                    send(
                        write,
                        bytes.baseAddress.map { $0 + sent },
                        min(input.count - sent, 65_536),
                        Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
                    )
                }
                if count > 0 {
                    sent += count
                } else if errno != EAGAIN, errno != EINTR {
                    // The child has read enough or died; its status tells which.
                    sent = input.count
                }
            }
            if polled[0].revents != 0 {
                let count = recv(read, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                if count == 0 { return .success(output) }
                if count > 0 {
                    received += count
                    guard received <= maxOutput else { return .failure(.tooMuchOutput) }
                    buffer.withUnsafeBytes { output.append(contentsOf: $0.prefix(count)) }
                    taking(&output)
                } else if errno != EAGAIN, errno != EINTR {
                    return .success(output)
                }
            }
        }
    }
}
