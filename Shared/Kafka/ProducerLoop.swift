internal import CRdKafka
import Foundation
internal import Logging
import Synchronization

/// The producer's thread and the messages that are not known to be written.
///
/// Every message is kept here until its delivery report, so that a new client can take over from a lost one.
final class ProducerLoop: Sendable {
    typealias Completion = @Sendable (Int, Result<KafkaDelivery, KafkaError>) -> Void

    private struct Pending {
        let message: KafkaMessage
        let index: Int
        let deadline: ContinuousClock.Instant
        let completion: Completion
    }

    private struct WarmRequest {
        let topics: [String]
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var client: ClientHandle?
        var pending: [UInt: Pending] = [:]
        var lastNumber: UInt = 0
        var clusterID: String?
        var isBroken = false
        /// Before the next client takes over; longer while one after the other fails before it has written anything.
        var pause = ProducerLoop.pauses.shortest
        var closeBy: ContinuousClock.Instant?
        var warmTopics: Set<String> = []
        var warmRequests: [UInt: WarmRequest] = [:]
    }

    private static let pauses = (shortest: Duration.milliseconds(100), longest: Duration.seconds(2))
    private static let tooLate = KafkaError(.timedOut, "not written while its time lasted")

    private let settings: KafkaSettings
    private let clientID: String
    private let purpose: KafkaProducer.Purpose
    private let logger: Logger
    private let state = Mutex(State())
    private let ending = Ending()

    init(_ settings: KafkaSettings, clientID: String, purpose: KafkaProducer.Purpose, logger: Logger) {
        self.settings = settings
        self.clientID = clientID
        self.purpose = purpose
        self.logger = logger
    }

    var clusterID: String? { state.withLock(\.clusterID) }
    var outstanding: Int { state.withLock(\.pending.count) }

    func start() {
        OwnThread.start("kafka-producer") { [self] in run() }
    }

    func submit(_ messages: [KafkaMessage], _ completion: @escaping Completion) {
        let deadline = ContinuousClock.now + purpose.messageTimeout + .seconds(1)
        // One lock for the whole batch keeps it together and in order.
        let refused = state.withLock { state in
            var refused: [(Int, KafkaError)] = []
            for (index, message) in messages.enumerated() {
                guard state.closeBy == nil else {
                    refused.append((index, KafkaError(.closed, "the producer is closed")))
                    continue
                }
                guard state.pending.count < KafkaProducer.queueLimit else {
                    refused.append((index, KafkaError(.queueFull, "\(KafkaProducer.queueLimit) messages wait")))
                    continue
                }
                state.lastNumber += 1
                let number = state.lastNumber
                let pending = Pending(message: message, index: index, deadline: deadline, completion: completion)
                // While broken, messages wait for the next client like all others.
                if let client = state.client, !state.isBroken {
                    switch client.write(message, number: number) {
                    case .taken: break
                    case .clientFailed: state.isBroken = true
                    case .refused(let error):
                        refused.append((index, error))
                        continue
                    }
                }
                state.pending[number] = pending
            }
            return refused
        }
        for (index, error) in refused {
            completion(index, .failure(error))
        }
    }

    func warm(_ topics: [String]) async throws {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let refusal: (any Error)? = state.withLock { state in
                    guard state.closeBy == nil else { return KafkaError(.closed, "the producer is closed") }
                    guard !Task.isCancelled else { return CancellationError() }
                    state.warmTopics.formUnion(topics)
                    state.warmRequests[number] = WarmRequest(topics: topics, continuation: continuation)
                    return nil
                }
                if let refusal { continuation.resume(throwing: refusal) }
            }
        } onCancel: {
            endWarmRequest(number, .failure(CancellationError()))
        }
    }

    private func endWarmRequest(_ number: UInt, _ result: Result<Void, any Error>) {
        state.withLock { $0.warmRequests.removeValue(forKey: number) }?.continuation.resume(with: result)
    }

    func requestClose(_ timeout: Duration) {
        state.withLock { $0.closeBy = $0.closeBy ?? .now + timeout }
    }

    func close(_ timeout: Duration) async {
        requestClose(timeout)
        // A client that does not let go of its broker is left to itself.
        _ = await ending.wait(timeout + .seconds(3))
    }
}

// MARK: - On the thread

extension ProducerLoop {
    private func run() {
        var address = BrokerAddress(settings.brokers)
        var current: String?
        var warm: WarmTopics?
        var nextClusterLook = ContinuousClock.now
        while !mayEnd() {
            if let changed = address.change() {
                current = changed
                state.withLock { $0.isBroken = true }
            }
            if let current, isClientMissing {
                warm = replaceClient(warm, address: current)
            }
            if let client = state.withLock(\.client) {
                rd_kafka_poll(client.pointer, 100)
                if let current, nextClusterLook <= .now {
                    let known = noteCluster(client, current)
                    nextClusterLook = .now + (known ? .seconds(1) : .milliseconds(50))
                }
            } else {
                Thread.sleep(forTimeInterval: 0.05)
            }
            expire()
            serveWarmRequests(&warm)
        }
        finish(warm)
    }

    private var isClientMissing: Bool { state.withLock { $0.client == nil || $0.isBroken } }

    private func mayEnd() -> Bool {
        state.withLock { state in
            guard let closeBy = state.closeBy else { return false }
            return state.pending.isEmpty || closeBy <= .now
        }
    }

    /// Starts a new client and sends through it, in the old order, all that is not known to be written.
    private func replaceClient(_ oldWarm: WarmTopics?, address: String) -> WarmTopics? {
        let old = state.withLock { state in
            defer { state.client = nil }
            return state.client
        }
        oldWarm?.release()
        if let old {
            rd_kafka_purge(old.pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
            old.destroyInBackground()
            let pause = state.withLock { state in
                defer { state.pause = min(state.pause * 2, Self.pauses.longest) }
                return state.pause
            }
            Thread.sleep(forTimeInterval: pause.seconds)
        }
        let client: ClientHandle
        do {
            client = try makeClient(address)
        } catch {
            logger.error("The Kafka producer cannot start: \(error)")
            Thread.sleep(forTimeInterval: 1)
            return nil
        }
        let warm = WarmTopics(client)
        for topic in state.withLock(\.warmTopics) where !isClosing {
            _ = warm.warm(topic, by: .now + .seconds(1))
        }
        let failed = state.withLock { state in
            var failed: [(Pending, KafkaError)] = []
            state.client = client
            state.isBroken = false
            for (number, pending) in state.pending.sorted(by: { $0.key < $1.key }) {
                var error = pending.deadline < .now ? Self.tooLate : nil
                if error == nil, !state.isBroken {
                    switch client.write(pending.message, number: number) {
                    case .taken: break
                    case .clientFailed: state.isBroken = true
                    case .refused(let cause): error = cause
                    }
                }
                guard let error else { continue }
                state.pending[number] = nil
                failed.append((pending, error))
            }
            state.clusterID = nil
            return failed
        }
        for (pending, error) in failed {
            pending.completion(pending.index, .failure(error))
        }
        return warm
    }

    private func makeClient(_ address: String) throws -> ClientHandle {
        let context = ClientContext(logger: logger)
        context.onDelivery = { [unowned self] number, code, delivery in report(number, code, delivery) }
        context.onFatal = { [unowned self] in state.withLock { $0.isBroken = true } }
        return try ClientHandle(
            .producer,
            settings.producerProperties(address: address, clientID: clientID, purpose: purpose),
            context: context
        )
    }

    private func report(_ number: UInt, _ code: rd_kafka_resp_err_t, _ delivery: KafkaDelivery) {
        let done: Pending? = state.withLock { state in
            // The client failed for good, the message did not: the next client sends it.
            guard code != RD_KAFKA_RESP_ERR__FATAL else {
                state.isBroken = true
                return nil
            }
            if code == RD_KAFKA_RESP_ERR_NO_ERROR { state.pause = Self.pauses.shortest }
            return state.pending.removeValue(forKey: number)
        }
        guard let done else { return }
        let isWritten = code == RD_KAFKA_RESP_ERR_NO_ERROR
        done.completion(done.index, isWritten ? .success(delivery) : .failure(KafkaError(code, doing: "write")))
    }

    private func noteCluster(_ client: ClientHandle, _ address: String) -> Bool {
        guard let name = client.clusterID(address: address) else { return false }
        state.withLock { $0.clusterID = name }
        return true
    }

    /// Fails messages whose time is up; with a client librdkafka does it, so this is for the time without one.
    private func expire() {
        let now = ContinuousClock.now
        let late: [Pending] = state.withLock { state in
            guard !state.pending.isEmpty, state.client == nil || state.isBroken else { return [] }
            let numbers = state.pending.filter { $0.value.deadline < now }.keys
            return numbers.compactMap { state.pending.removeValue(forKey: $0) }
        }
        for pending in late {
            pending.completion(pending.index, .failure(Self.tooLate))
        }
    }

    private func serveWarmRequests(_ warm: inout WarmTopics?) {
        guard let warm else { return }
        for (number, request) in state.withLock(\.warmRequests) {
            // One time for all topics: when the broker is away they would be waited for in vain one after the other.
            let deadline = ContinuousClock.now + .seconds(10)
            let cold = request.topics.filter { topic in
                !warm.warm(topic, by: deadline) { self.isWanted(number) }
            }
            guard isWanted(number) else { continue }
            let problem = KafkaError(.unknownTopic, "not found: \(cold.joined(separator: ", "))")
            endWarmRequest(number, cold.isEmpty ? .success(()) : .failure(warm.explain(problem)))
        }
    }

    private var isClosing: Bool { state.withLock { $0.closeBy != nil } }

    /// Whether somebody still waits for these topics.
    private func isWanted(_ number: UInt) -> Bool {
        state.withLock { $0.closeBy == nil && $0.warmRequests[number] != nil }
    }

    private func finish(_ warm: WarmTopics?) {
        warm?.release()
        let (client, pending, requests) = state.withLock { state in
            defer {
                state.client = nil
                state.pending = [:]
                state.warmRequests = [:]
            }
            return (state.client, Array(state.pending.values), Array(state.warmRequests.values))
        }
        if let client {
            rd_kafka_purge(client.pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
            client.destroy()
        }
        let closed = KafkaError(.closed, "the producer was closed before the broker answered")
        for item in pending {
            item.completion(item.index, .failure(closed))
        }
        for request in requests {
            request.continuation.resume(throwing: closed)
        }
        ending.end()
    }
}
