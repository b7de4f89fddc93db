import Foundation
import Logging
import Operations
import ServiceLifecycle
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

@Suite struct `The operations port` {
    @Test func `readiness follows the parts`() async throws {
        let health = HealthState()
        let metrics = Metrics()
        metrics.counter("suiyue_hits").increment()
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let service = OperationsPort(port: 0, health: health, metrics: metrics) { number in port.yield(number) }
        let group = ServiceGroup(services: [service], logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let base = "http://127.0.0.1:\(try #require(await iterator.next()))"
            #expect(try await get(base + "/healthz").status == 200)
            #expect(try await get(base + "/readyz").status == 503)
            health.set("database", ready: true)
            health.set("consumers", ready: false, detail: "waiting")
            let waiting = try await get(base + "/readyz")
            #expect(waiting.status == 503)
            #expect(
                waiting.body == """
                    {"ready":false,"parts":{"consumers":{"ready":false,"detail":"waiting"},"database":{"ready":true}}}

                    """
            )
            health.set("consumers", ready: true)
            #expect(try await get(base + "/readyz").status == 200)
            #expect(try await get(base + "/metrics").body == "# TYPE suiyue_hits counter\nsuiyue_hits 1\n")
            #expect(try await get(base + "/other").status == 404)
            await group.triggerGracefulShutdown()
        }
    }

    private func get(_ address: String) async throws -> (status: Int, body: String) {
        let (data, response) = try await URLSession.shared.data(from: #require(URL(string: address)))
        let http = try #require(response as? HTTPURLResponse)
        return (http.statusCode, String(decoding: data, as: UTF8.self))
    }
}
