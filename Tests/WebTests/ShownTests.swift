import Foundation
import Identifiers
import Testing

@testable import Web

@Suite struct `Showing values` {
    @Test func `times and numbers are shown as people here read them`() {
        #expect(Shown.minute(Date(timeIntervalSince1970: 1_767_225_600)) == "2026-01-01 08:00")
        #expect(Shown.count(1_302) == "1,302")
        #expect(Shown.count(12) == "12")
        #expect(Shown.hours(3.44) == "3.4")
        #expect(Shown.hours(nil) == "–")
        #expect(Shown.hours(0.01) == "<0.1")
        #expect(Shown.hours(0) == "0.0")
    }

    @Test func `times are those of China`() throws {
        let noon = try #require(ChinaTime.beginning(ofDay: "2026-03-02")).addingTimeInterval(12 * 3_600)
        #expect(Shown.moment(noon, now: noon) == "12:00")
        #expect(Shown.moment(noon.addingTimeInterval(13 * 3_600), now: noon) == "3月3日 01:00")
        #expect(Shown.span(5_000) == "84 分钟")
    }

    @Test(arguments: ["//evil.example", "https://evil.example", "/\\evil", "javascript:alert(1)", "/a b"])
    func `nobody is led away by an address`(address: String) {
        #expect(Href.ownPath(address) == nil)
    }
}
