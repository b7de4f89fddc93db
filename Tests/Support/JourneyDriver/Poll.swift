/// Looks again and again until there is a result, nil when the time is over.
package func poll<Result>(
    within limit: Duration,
    every pause: Duration = .milliseconds(100),
    _ look: () async throws -> Result?
) async throws -> Result? {
    let deadline = ContinuousClock.now + limit
    while true {
        if let result = try await look() { return result }
        guard ContinuousClock.now < deadline else { return nil }
        try await Task.sleep(for: pause)
    }
}

/// A state that should have come about did not.
package struct WaitedInVain: Error, CustomStringConvertible {
    let what: String

    package init(_ what: String) {
        self.what = what
    }

    package var description: String { "waited in vain for \(what)" }
}

/// Waits until a condition holds, or throws naming it.
package func wait(
    for what: String,
    within limit: Duration = .seconds(30),
    _ holds: () async throws -> Bool
) async throws {
    guard try await poll(within: limit, { try await holds() ? true : nil }) != nil else { throw WaitedInVain(what) }
}
