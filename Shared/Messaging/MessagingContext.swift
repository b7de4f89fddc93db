package import Cryptography

/// What `publish` and `schedule` need to know of the service they run in; bound to the running task.
package struct MessagingContext: Sendable {
    /// The sending service's name in the `source` header.
    package let source: String
    /// Seal the payloads of jobs and stored replies.
    package let keys: SealingKeys
    let outboxWake: WakeSignal
    let jobsWake: WakeSignal
    let heard: HeardEvents
    /// What the message being handled has announced.
    var announced: AnnouncedNames?
    /// The message being handled, nil in a job or a timer.
    package var message: MessageHeaders?
    package var trace: TraceContext?

    package init(source: String, keys: SealingKeys) {
        self.init(source: source, keys: keys, outboxWake: WakeSignal(), jobsWake: WakeSignal())
    }

    init(source: String, keys: SealingKeys, outboxWake: WakeSignal, jobsWake: WakeSignal) {
        heard = HeardEvents()
        self.source = source
        self.keys = keys
        self.outboxWake = outboxWake
        self.jobsWake = jobsWake
    }

    @TaskLocal package static var current: MessagingContext?

    /// Binds this context to everything `body` does.
    package func run<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        try await Self.$current.withValue(self) { try await body() }
    }

    func handling(_ headers: MessageHeaders) -> MessagingContext {
        var context = self
        context.message = headers
        context.announced = AnnouncedNames()
        context.trace = headers.trace?.next() ?? .start()
        return context
    }
}

/// `schedule` was called outside a service: nothing there could seal the job's payload.
package struct NoMessagingContext: Error, CustomStringConvertible {
    package var description: String { "no MessagingContext: run inside ServiceRuntime or MessagingContext.run" }
}
