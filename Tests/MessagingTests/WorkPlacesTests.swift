import Testing

@testable import Messaging

@Suite struct `Places for work` {
    @Test func `that become free go to who waits, first come first served`() async throws {
        let places = WorkPlaces(1, waiting: 2)
        #expect(places.enter())
        let first = try #require(await turn(places))
        let second = try #require(await turn(places))
        places.leave()
        await first.comes()
        #expect(!places.enter())
        #expect(!second.take())
        try await places.with(first, patience: .seconds(60)) {
            #expect(!first.take())
            #expect(!second.take())
        }
        await second.comes()
        try await places.with(second, patience: .seconds(60)) { #expect(!places.enter()) }
        #expect(places.enter())
    }

    @Test func `have as many waiting as they may, and nobody whose time is over`() async throws {
        let places = WorkPlaces(1, waiting: 1)
        #expect(places.enter())
        #expect(try await turn(places, patience: .zero) == nil)
        let only = try #require(await turn(places))
        #expect(try await turn(places) == nil)
        only.end()
        await only.comes()
        #expect(try await turn(places) != nil)
    }

    @Test func `that nobody came for go to the next, or are free again`() async throws {
        let places = WorkPlaces(1, waiting: 2)
        #expect(places.enter())
        let first = try #require(await turn(places))
        let second = try #require(await turn(places))
        places.leave()
        first.end()
        #expect(!first.take())
        await second.comes()
        second.end()
        second.end()
        #expect(places.enter())
        #expect(!places.enter())
    }

    @Test func `wait no longer than they were told to`() async throws {
        let places = WorkPlaces(1, waiting: 1)
        #expect(places.enter())
        let turn = try #require(await turn(places, patience: .milliseconds(1)))
        await turn.comes()
        #expect(!turn.take())
        places.leave()
        #expect(places.enter())
    }

    /// A turn in the line; nil when nobody may wait any more.
    private func turn(
        _ places: WorkPlaces,
        patience: Duration = .seconds(60)
    ) async throws -> WorkPlaces.Turn? {
        let taken = await #expect(throws: WorkPlacesTaken.self) {
            try await places.with(nil, patience: patience) { Issue.record("there was a place") }
        }
        return try #require(taken).turn
    }
}
