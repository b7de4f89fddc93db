import Foundation

/// Names and times the steps of the demo.
struct Steps {
    private struct Step {
        let name: String
        let milliseconds: Double
    }

    private var done: [Step] = []

    /// Runs one step and prints it with its time.
    mutating func step<Result>(
        _ name: String,
        _ work: () async throws -> Result
    ) async throws -> Result {
        let started = ContinuousClock.now
        do {
            let result = try await work()
            record(name, ContinuousClock.now - started)
            return result
        } catch {
            say("✗ \(name)")
            throw error
        }
    }

    /// Prints the whole time and the slowest step.
    func sumUp() {
        let total = done.reduce(0) { $0 + $1.milliseconds }
        say("")
        say("共 \(done.count) 步，\(Self.text(total)) ms")
        if let slowest = done.max(by: { $0.milliseconds < $1.milliseconds }) {
            say("最慢：\(slowest.name)，\(Self.text(slowest.milliseconds)) ms")
        }
    }

    private mutating func record(_ name: String, _ time: Duration) {
        let step = Step(name: name, milliseconds: time / .milliseconds(1))
        done.append(step)
        let text = Self.text(step.milliseconds)
        say("✓ \(String(repeating: " ", count: max(0, 7 - text.count)))\(text) ms  \(name)")
    }

    private static func text(_ milliseconds: Double) -> String {
        String(Int(milliseconds.rounded()))
    }
}
