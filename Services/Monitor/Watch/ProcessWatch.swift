import Foundation
import OutboundHTTP

/// Asks every process's operations port for its metrics.
struct ProcessWatch: Sendable {
    struct Answer: Sendable {
        var outboxes: [Findings.Outbox] = []
        /// Groups of which a consumer lives.
        var attended: Set<String> = []
        var silent: [String] = []
    }

    private let targets: [OperationsTarget]
    private let client: OutboundHTTPClient

    init(_ targets: [OperationsTarget]) {
        self.targets = targets
        client = OutboundHTTPClient(
            allowedHosts: AllowedHosts(targets.map(\.address)),
            limits: OutboundLimits(
                connectTimeout: .seconds(1),
                totalTimeout: .seconds(2),
                maximumReplyBytes: 4 << 20
            )
        )
    }

    func look() async -> Answer {
        let replies = await withTaskGroup(of: (Int, String?).self) { tasks in
            for (index, target) in targets.enumerated() {
                tasks.addTask { (index, await metrics(of: target)) }
            }
            return await tasks.reduce(into: [Int: String]()) { replies, reply in replies[reply.0] = reply.1 }
        }
        var answer = Answer()
        for (index, target) in targets.enumerated() {
            if let text = replies[index] { answer.take(text) } else { answer.silent.append(target.name) }
        }
        return answer
    }

    private func metrics(of target: OperationsTarget) async -> String? {
        let request = OutboundRequest(method: .get, url: target.address + "/metrics")
        guard let response = try? await client.send(request), response.isSuccess else { return nil }
        return String(bytes: response.body, encoding: .utf8)
    }
}

extension ProcessWatch.Answer {
    /// Adds what one process exports; instances of one service see the same outbox.
    mutating func take(_ text: String) {
        for sample in MetricSample.read(text, names: Self.names) {
            switch sample.name {
            case "suiyue_messages_in_flight":
                if let listener = sample.labels["listener"] { attended.insert(listener) }
            case "suiyue_outbox_depth": note(sample, \.depth)
            default: note(sample, \.oldestSeconds)
            }
        }
    }

    private static let names: Set<String> = [
        "suiyue_messages_in_flight", "suiyue_outbox_depth", "suiyue_outbox_oldest_seconds",
    ]

    private mutating func note(_ sample: MetricSample, _ part: WritableKeyPath<Findings.Outbox, Double>) {
        guard let service = sample.labels["service"] else { return }
        if let index = outboxes.firstIndex(where: { $0.service == service }) {
            outboxes[index][keyPath: part] = max(outboxes[index][keyPath: part], sample.value)
        } else {
            var outbox = Findings.Outbox(service: service, depth: 0, oldestSeconds: 0)
            outbox[keyPath: part] = sample.value
            outboxes.append(outbox)
        }
    }
}
