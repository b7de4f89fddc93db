import Foundation
import Kafka
import Logging
import Operations
import ServiceLifecycle

/// Looks at broker and processes every two seconds, or four at rest, and puts what it finds on the board.
struct Watch: Service {
    static let pause: Duration = .seconds(2)
    /// Most of what the platform does at rest is answering this.
    static let pauseAtRest: Duration = .seconds(4)

    let broker: BrokerWatch
    let processes: ProcessWatch
    let board: Board
    let health: HealthState
    let metrics: Metrics
    let logger: Logger

    func run() async throws {
        health.set("first look", ready: false, detail: "not yet measured")
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await look()
                try? await Task.sleep(for: board.findings.isCalm ? Self.pauseAtRest : Self.pause)
            }
        }
    }

    /// One look; a broker that does not answer leaves the older measurement standing, marked as such.
    func look() async {
        let answer = await processes.look()
        var findings = board.findings
        findings.outboxes = answer.outboxes
        findings.silent = answer.silent
        do {
            let measured = try await broker.look(attended: answer.attended)
            findings.places = measured.places
            findings.deadLetters = measured.deadLetters
            findings.measuredAt = Date()
            findings.brokerProblem = nil
            health.set("first look", ready: true)
        } catch {
            let problem = (error as? KafkaError).map { "\($0)" } ?? "the broker does not answer"
            if findings.brokerProblem == nil {
                logger.warning("the broker does not answer", metadata: ["cause": "\(problem)"])
            }
            findings.brokerProblem = problem
            metrics.counter("suiyue_monitor_failed_looks_total", help: "Looks the broker did not answer").increment()
        }
        findings.checkedAt = Date()
        board.findings = findings
    }
}
