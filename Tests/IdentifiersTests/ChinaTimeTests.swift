import Foundation
import Testing

@testable import Identifiers

@Suite struct `The time of China` {
    @Test func `a day begins at four in the afternoon of Greenwich`() throws {
        let start = try #require(ChinaTime.beginning(ofDay: "2027-01-04"))
        #expect(start == (try Date("2027-01-03T16:00:00Z", strategy: .iso8601)))
        #expect(ChinaTime.day(start) == "2027-01-04")
        #expect(ChinaTime.day(start.addingTimeInterval(-1)) == "2027-01-03")
    }

    @Test func `what the calendar does not have is no day`() {
        for text in ["", "2027-02-29", "2027-13-01", "2027-1-4", "2027-01-04T00:00:00Z", "20270104"] {
            #expect(ChinaTime.beginning(ofDay: text) == nil, "\(text)")
        }
        #expect(ChinaTime.beginning(ofDay: "2028-02-29") != nil)
    }
}
