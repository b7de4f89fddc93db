import Testing

/// Runs one server around a whole suite, as starting it takes seconds.
struct WithMotoServer: SuiteTrait, TestScoping {
    @TaskLocal static var current: MotoServer?

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        let server = try await MotoServer()
        defer { server.stop() }
        try await Self.$current.withValue(server, operation: function)
    }
}
