import Messages
import ServiceBench
import Testing

@testable import Signing

@Test func `the README lists what the code answers to, listens to, announces and keeps`() async throws {
    let routes = try await World().service.routes
    #expect(try readmeDisagreements(of: .signing, routes: routes, migrations: migrations) == [])
}
