internal import CRdKafka
import Foundation
internal import Logging
import Synchronization

/// librdkafka's own broker in this process: one node, in memory, on a free local port, behind a front that lets clients
/// wait for records as a real broker does.
///
/// Not for production: what it holds is gone when it stops.
package final class EmbeddedBroker: Sendable {
    /// How the embedded broker's cluster names begin.
    static let clusterPrefix = "mockCluster"

    private struct State {
        var cluster: OpaquePointer?
        var owner: ClientHandle?
        var front: BrokerFront?
    }

    private let state: Mutex<State>
    /// The local address, such as "127.0.0.1:38211".
    package let address: String

    /// Starts a broker with the given topics (name and number of partitions).
    package init(topics: [(name: String, partitions: Int32)]) throws {
        // The limit also bounds what the broker itself accepts in one request.
        let owner = try ClientHandle(
            .producer,
            ["client.id": "embedded-broker"],
            context: ClientContext(logger: Logger(label: "embedded-broker"))
        )
        guard let cluster = rd_kafka_mock_cluster_new(owner.pointer, 1),
            let behind = rd_kafka_mock_cluster_bootstraps(cluster),
            let behind = BrokerPlace.all(in: String(cString: behind)).first
        else {
            owner.destroy()
            throw KafkaError(.other, "the embedded broker cannot start")
        }
        for topic in topics {
            let code = rd_kafka_mock_topic_create(cluster, topic.name, topic.partitions, 1)
            // The broker's thread answers an order before it clears its wake-up; an order given in between would lie
            // until its next look a second later.
            Thread.sleep(forTimeInterval: 0.002)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                rd_kafka_mock_cluster_destroy(cluster)
                owner.destroy()
                throw KafkaError(code, doing: "create topic \(topic.name)")
            }
        }
        let front: BrokerFront
        do {
            front = try BrokerFront(behind: behind.port)
        } catch {
            rd_kafka_mock_cluster_destroy(cluster)
            owner.destroy()
            throw error
        }
        address = "127.0.0.1:\(front.port)"
        nonisolated(unsafe) let created = cluster
        state = Mutex(State(cluster: created, owner: owner, front: front))
    }

    deinit {
        stop()
    }

    /// Stops the broker; all it held is gone.
    package func stop() {
        state.withLock { state in
            state.front?.end()
            if let cluster = state.cluster {
                rd_kafka_mock_cluster_destroy(cluster)
            }
            state.owner?.destroy()
            state = State()
        }
    }

    /// Closes all connections and refuses new ones until called with false; keeps what it holds.
    ///
    /// Only the front goes: librdkafka ends the process when the port that it gave up itself has found another owner.
    package func setUnreachable(_ unreachable: Bool) {
        state.withLock { state in
            if unreachable { state.front?.close() } else { state.front?.open() }
        }
    }

    /// Takes a partition's leader away, or gives it back; what the partition holds stays.
    package func setLeader(of place: KafkaPartition, isThere: Bool) {
        state.withLock { state in
            guard let cluster = state.cluster else { return }
            rd_kafka_mock_partition_set_leader(cluster, place.topic, place.partition, isThere ? 1 : -1)
            state.front?.look(at: place)
        }
    }

    /// Holds back every answer for so long.
    ///
    /// With `setUnreachable` in the meantime the answers are lost: writes were kept,
    /// but the writer does not know and sends them again.
    package func delayAnswers(milliseconds: Int32) {
        state.withLock { state in
            guard let cluster = state.cluster else { return }
            rd_kafka_mock_broker_set_rtt(cluster, 1, milliseconds)
        }
    }

    /// Drops the next `count` writes together with their connection.
    package func dropWrites(_ count: Int) {
        answerWrites(with: RD_KAFKA_RESP_ERR__TRANSPORT, count)
    }

    /// The next `count` writes are refused as out of sequence, which is fatal for an idempotent writer.
    package func refuseWritesAsOutOfSequence(_ count: Int) {
        answerWrites(with: RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, count)
    }

    private func answerWrites(with error: rd_kafka_resp_err_t, _ count: Int) {
        let writeRequest: Int16 = 0
        state.withLock { state in
            guard let cluster = state.cluster else { return }
            let errors = Array(repeating: error, count: count)
            rd_kafka_mock_push_request_errors_array(cluster, writeRequest, count, errors)
        }
    }
}

extension EmbeddedBroker {
    /// Writes the address where clients look for it, in one step, readable for all users.
    package func announce(at path: String) throws {
        let file = URL(fileURLWithPath: path)
        let draft = file.deletingLastPathComponent()
            .appending(path: ".\(file.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
        do {
            try Data((address + "\n").utf8).write(to: draft)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: draft.path)
        } catch {
            throw KafkaError(.configuration, "cannot write the address file \(path)")
        }
        guard rename(draft.path, path) == 0 else {
            throw KafkaError(.configuration, "cannot write the address file \(path)")
        }
    }

    /// Removes the address file, unless another broker has written its own there since.
    package func withdraw(from path: String) throws {
        guard FileManager.default.contents(atPath: path) == Data((address + "\n").utf8) else { return }
        try FileManager.default.removeItem(atPath: path)
    }
}
