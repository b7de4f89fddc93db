package import Foundation
package import Identifiers
package import Kafka
package import Logging
package import Messages
package import Operations
import ServiceLifecycle

/// No answer came before the deadline: the command may or may not have been accepted.
///
/// Ask with the same id again.
package struct RequestTimedOut: Error, Equatable, CustomStringConvertible {
    package let id: MessageID

    package init(_ id: MessageID) {
        self.id = id
    }

    package var description: String { "request \(id) was not answered in time" }
}

/// Sends commands and queries to the services and waits for their answers.
///
/// Answers come to partitions of `gateway.replies` that belong to this process alone, so no rebalance can lose them.
package final class RequestClient: Service {
    private let kafka: KafkaSettings
    private let producer: KafkaProducer
    private let partitions: [Int32]
    private let pending: PendingRequests
    private let recent = RecentEvents()
    private let notes: GatewayNotes
    private let source: String
    private let health: HealthState
    private let metrics: Metrics
    private let logger: Logger

    /// `instance`: ordinal of this process among its like; decides the reply partitions, so it must be unique.
    ///
    /// `limit`: how many requests may wait for each service.
    package init(
        kafka: KafkaSettings,
        instance: Int = 0,
        source: String = "gateway",
        limit: Int = 512,
        health: HealthState,
        metrics: Metrics,
        logger: Logger
    ) {
        self.kafka = kafka
        self.source = source
        self.health = health
        self.metrics = metrics
        self.logger = logger
        partitions = Topology.replyPartitions(ofGateway: instance)
        pending = PendingRequests(limit: limit)
        producer = KafkaProducer(kafka, clientID: "\(source)-\(instance)", purpose: .requestReply, logger: logger)
        notes = GatewayNotes(recent, producer)
        health.set("replies", ready: false, detail: "not yet positioned")
        health.set("request topics", ready: false, detail: "not yet warm")
        for service in ServiceName.allCases {
            metrics.gauge(
                "suiyue_requests_in_flight",
                help: "Requests that wait for an answer",
                labels: ["service": service.rawValue]
            ) { [pending] in Double(pending.count(service)) }
        }
    }

    /// Hears of each event that any Gateway had confirmed, before a client hears of it: for copies kept here.
    package func whenConfirmed(_ act: @escaping @Sendable (AnnouncedEvent) -> Void) { recent.whenConfirmed(act) }

    /// Whether an event is among those lately confirmed.
    package func hasConfirmed(_ event: MessageID) -> Bool { recent.knows(event) }

    /// How many other Gateways were heard of lately.
    var peers: Int { notes.peers }

    /// Listens for answers until told to stop.
    package func run() async throws {
        let consumer = KafkaAssignedConsumer(
            kafka,
            partitions: partitions.map { KafkaPartition(Topology.replies, $0) } + [KafkaPartition(Topology.notes, 0)],
            from: .end,
            clientID: "\(source)-replies-\(partitions[0])",
            logger: logger
        )
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await self.warm() }
            tasks.addTask { await self.notes.run() }
            await withGracefulShutdownHandler {
                await consumer.run(
                    positioned: { self.health.set("replies", ready: true, detail: "partitions \(self.partitions)") },
                    record: { self.receive($0) }
                )
            } onGracefulShutdown: {
                Task { await consumer.close() }
            }
            tasks.cancelAll()
        }
        await producer.close(timeout: .seconds(2))
    }

    /// Sends a request and returns its reply.
    ///
    /// Throws the service's ``Refusal``, a refusal of kind `unavailable` when too much is under way, or
    /// ``RequestTimedOut``.
    ///
    /// `id`: the same id gets the same answer again, with one effect; another content under it is refused.
    /// `contentHash`: what the caller calls the same content, when the body differs between repeats (sealed values do).
    /// It must be keyed when it is made from personal data.
    package func ask<R: Request>(
        _ request: R,
        as caller: Caller,
        id: MessageID = .new(),
        contentHash: Data? = nil,
        deadline: Duration = .seconds(6),
        trace: TraceContext? = nil
    ) async throws -> R.Reply {
        let envelope = Envelope(
            service: R.service,
            topic: R.service.topic(for: R.kind),
            type: R.type,
            key: request.order ?? id.description,
            body: try WireCoding.encode(request)
        )
        let answer = try await send(envelope, caller, id, contentHash, deadline, trace ?? .start())
        return try Self.reply(answer)
    }

    struct Envelope {
        let service: ServiceName
        let topic: String
        let type: String
        let key: String
        let body: Data
    }

    func send(
        _ envelope: Envelope,
        _ caller: Caller,
        _ id: MessageID,
        _ contentHash: Data?,
        _ deadline: Duration,
        _ trace: TraceContext
    ) async throws -> Answer {
        let correlation = UUID.v7().lowercaseString
        let now = Date()
        let after = recent.concerning(envelope.service, caller, body: envelope.body)
        let headers = MessageHeaders(
            id: id,
            type: envelope.type,
            source: source,
            time: now,
            key: envelope.key,
            caller: caller,
            reply: MessageHeaders.ReplyAddress(
                topic: Topology.replies,
                partition: partitions.randomElement() ?? 0,
                correlation: correlation
            ),
            deadline: now.addingTimeInterval(deadline / .seconds(1)),
            contentHash: contentHash,
            trace: trace,
            after: after
        )
        let message = KafkaMessage(
            topic: envelope.topic,
            key: envelope.key,
            value: envelope.body,
            headers: try headers.encoded()
        )
        guard pending.open(correlation, envelope.service, id, within: deadline) else {
            count("busy", envelope.type)
            throw MessagingRefusal.busy
        }
        let started = ContinuousClock.now
        do {
            let answer = try await exchange(message, correlation)
            metrics.histogram("suiyue_request_seconds", help: "Time to the answer", labels: ["type": envelope.type])
                .observe(ContinuousClock.now - started)
            count(answer.status.rawValue, envelope.type)
            // Whoever took as long may have given up waiting for them.
            if ContinuousClock.now - started < .seconds(ListenerParts.patience) {
                recent.heard(after, by: envelope.service)
            }
            if !answer.announced.isEmpty { await notes.tell(answer.announced, confirmedTo: caller.sessionID) }
            return answer
        } catch {
            count(error is RequestTimedOut ? "timed-out" : "failed", envelope.type)
            throw error
        }
    }

    private func exchange(_ message: KafkaMessage, _ correlation: String) async throws -> Answer {
        producer.send(message) { [pending] result in
            // An unsure failure may nevertheless have been written; then the answer or the deadline decides.
            guard case .failure(let error) = result, error.reason != .timedOut else { return }
            let failure: any Error = error.reason == .queueFull ? MessagingRefusal.busy : error
            pending.complete(correlation, .failure(failure))
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { pending.wait(correlation, $0) }
        } onCancel: {
            pending.complete(correlation, .failure(CancellationError()))
        }
    }

    private func receive(_ record: KafkaRecord) {
        if record.topic == Topology.notes { return notes.receive(record.headers) }
        guard let correlation = record.headers[MessageHeaders.Name.correlation],
            let status = record.headers[MessageHeaders.Name.status].flatMap({ Answer.Status(rawValue: $0) })
        else { return }
        let announced = AnnouncedEvent.read(record.headers[MessageHeaders.Name.announced])
        let answer = Answer(status: status, body: record.value, announced: announced)
        guard !pending.complete(correlation, .success(answer)) else { return }
        metrics.counter("suiyue_replies_late_total", help: "Answers nobody waited for any more").increment()
    }

    /// Until the topics are known the first request to each would wait up to a second.
    private func warm() async {
        let topics = ServiceName.allCases.flatMap { [$0.commands, $0.queries] } + [Topology.notes]
        var failures = 0
        while !Task.isCancelled {
            do {
                try await producer.warm(topics: topics)
                return health.set("request topics", ready: true)
            } catch {
                health.set("request topics", ready: false, detail: "\(SafeErrorText.of(error))")
                try? await Task.sleep(for: BackOff(cap: .seconds(5)).delay(after: failures))
                failures += 1
            }
        }
    }

    static func reply<Reply: Decodable>(_ answer: Answer) throws -> Reply {
        switch answer.status {
        case .done: return try WireCoding.decode(Reply.self, from: answer.body)
        case .refused: throw try WireCoding.decode(Refusal.self, from: answer.body)
        }
    }

    private func count(_ outcome: String, _ type: String) {
        metrics.counter(
            "suiyue_requests_total",
            help: "Requests by how they ended",
            labels: ["type": type, "outcome": outcome]
        ).increment()
    }
}
