import Foundation
import Identifiers
import Testing

struct `Time-ordered identifiers` {
    @Test func `each is greater than the one before, in one millisecond and over many`() {
        let made = (0..<20_000).map { _ in UUID.v7().uuidString }
        #expect(made == made.sorted())
        #expect(Set(made).count == made.count)
    }

    @Test func `many tasks at once never get the same one`() async {
        let made = await withTaskGroup(of: [UUID].self) { group in
            for _ in 0..<8 { group.addTask { (0..<2_000).map { _ in .v7() } } }
            return await group.reduce(into: Set<UUID>()) { $0.formUnion($1) }
        }
        #expect(made.count == 16_000)
    }

    @Test func `it carries version, variant and the date it was asked for`() throws {
        let date = Date(timeIntervalSince1970: 1_645_557_742)
        let uuid = UUID.v7(at: date)
        #expect(uuid.uuidString.hasPrefix("017F22E2-79B0-7"))
        #expect("89AB".contains(try #require(uuid.uuidString.dropFirst(19).first)))
        #expect(uuid.v7Date == date)
        #expect(UUID().v7Date == nil)
    }

    @Test func `a date far ahead does not push later identifiers into the future`() throws {
        _ = UUID.v7(at: Date(timeIntervalSince1970: 9_000_000_000))
        #expect(try #require(UUID.v7().v7Date) < Date(timeIntervalSinceNow: 60))
    }

    @Test func `dates outside the range are clamped, not a crash`() {
        #expect(UUID.v7(at: .distantPast).v7Date == Date(timeIntervalSince1970: 0))
        #expect(UUID.v7(at: Date(timeIntervalSince1970: 1e30)).uuidString.hasPrefix("FFFFFFFF-FFFF-7"))
    }

    @Test func `a typed identifier is a lower-case string in text, JSON and JSON keys`() throws {
        let id = try #require(ContractID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"))
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        let json = try JSONEncoder().encode([id: [id]])
        #expect(String(decoding: json, as: UTF8.self) == #"{"\#(id)":["\#(id)"]}"#)
        #expect(try JSONDecoder().decode([ContractID: [ContractID]].self, from: json) == [id: [id]])
        #expect(ContractID("contract") == nil)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(AccountID.self, from: Data(#""1""#.utf8)) }
        #expect(MessageID.new() < MessageID.new())
    }
}
