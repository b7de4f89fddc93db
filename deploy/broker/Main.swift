import ArgumentParser
import Dispatch
import Foundation
import Glibc
import Kafka
import Messages

/// The broker for one machine without Apache Kafka: in memory, for trying out and for tests.
@main
struct Broker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Broker",
        abstract: "A message broker in memory. All it holds is gone when it stops; not for production."
    )

    @Option(help: "File to write the address to; clients find the broker with KAFKA_BROKERS=file:PATH.")
    var addressFile: String

    @Option(help: "Local port for test orders: down, up, drop-writes COUNT, delay MILLISECONDS; off by default.")
    var controlPort: UInt16?

    func run() throws {
        // Blocked before any thread exists, so that only the wait below receives them.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        // A test that hangs up before the answer must not end the broker.
        signal(SIGPIPE, SIG_IGN)

        let broker = try EmbeddedBroker(topics: Topology.all.map { ($0.name, $0.partitions) })
        if let controlPort {
            try ControlPort(broker, port: controlPort).start()
        }
        try broker.announce(at: addressFile)
        FileHandle.standardError.write(Data("Broker listens on \(broker.address)\n".utf8))

        var received: Int32 = 0
        sigwait(&signals, &received)
        try? broker.withdraw(from: addressFile)
        broker.stop()
    }
}
