import Messages
import ServiceBench
import Testing

@testable import Identity

@Test func `the README lists what the code answers to, listens to, announces and keeps`() async throws {
    let routes = try await World().service.routes
    #expect(try readmeDisagreements(of: .identity, routes: routes, migrations: migrations) == [])
}
