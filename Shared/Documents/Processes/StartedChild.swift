import CQPDF
import Foundation

/// A child process that has started; run or discarded once.
struct StartedChild: Sendable {
    let id: pid_t
    fileprivate let write: Int32
    fileprivate let read: Int32

    init(id: pid_t, write: Int32, read: Int32) {
        self.id = id
        self.write = write
        self.read = read
    }

    /// Blocks the calling thread; gives the exit status (negative: the signal that ended it) and standard output.
    ///
    /// The child's time begins now. `taking` is shown what has come of the output and may take it away from its front.
    func run(
        _ child: ChildProcess,
        input: Data,
        taking: (inout Data) -> Void = { _ in }
    ) throws(ChildProcess.Failure) -> (status: Int32, output: Data) {
        var write = write
        defer {
            if write >= 0 { close(write) }
            close(read)
        }
        let exchanged = exchange(input, write: &write, child, taking)
        if case .failure = exchanged { kill(id, SIGKILL) }
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let output = try exchanged.get()
        let signal = status & 0x7F
        return (signal == 0 ? (status >> 8) & 0xFF : -signal, output)
    }

    /// Whether it still waits; one that has ended meanwhile is cleared away.
    func isWaiting() -> Bool {
        var status: Int32 = 0
        guard waitpid(id, &status, WNOHANG) != 0 else { return true }
        close(write)
        close(read)
        return false
    }

    /// Ends a child that nobody needs.
    func discard() {
        kill(id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        close(write)
        close(read)
    }

    private func exchange(
        _ input: Data,
        write: inout Int32,
        _ child: ChildProcess,
        _ taking: (inout Data) -> Void
    ) -> Result<Data, ChildProcess.Failure> {
        let deadline = ContinuousClock.now + .seconds(child.seconds)
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
                    guard received <= child.maxOutput else { return .failure(.tooMuchOutput) }
                    buffer.withUnsafeBytes { output.append(contentsOf: $0.prefix(count)) }
                    taking(&output)
                } else if errno != EAGAIN, errno != EINTR {
                    return .success(output)
                }
            }
        }
    }
}
