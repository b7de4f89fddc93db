import Foundation
import JourneyDriver
import Synchronization

/// Kills a process while certain requests are under way, each time one is sent that fits.
final class Strike: Sendable {
    private struct State {
        var left: [String]
        var kills = 0
        var latest: Task<Int32, any Error>?
    }

    private let process: ServiceProcess
    private let delay: Duration
    private let state: Mutex<State>

    /// The moments are words of method and path, each for one kill, in the order in which they come.
    init(_ process: ServiceProcess, after delay: Duration, at moments: [String]) {
        self.process = process
        self.delay = delay
        state = Mutex(State(left: moments))
    }

    /// To be told of each request that is sent.
    var ear: @Sendable (String) -> Void {
        { request in self.hear(request) }
    }

    private func hear(_ request: String) {
        state.withLock { state in
            guard let next = state.left.first, request.contains(next) else { return }
            state.left.removeFirst()
            state.latest = Task { [process, delay, before = state.latest] in
                try await Task.sleep(for: delay)
                let killed = try await process.kill(after: before?.value)
                self.state.withLock { $0.kills += 1 }
                return killed
            }
        }
    }

    /// How often the process was killed, after every kill under way is done.
    func kills() async throws -> Int {
        _ = try await state.withLock { $0.latest }?.value
        return state.withLock { $0.kills }
    }
}
