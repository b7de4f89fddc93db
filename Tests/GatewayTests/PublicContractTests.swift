import Foundation
import Identifiers
import Testing

@testable import Gateway
@testable import Web

/// The contract with clients as it is committed.
enum PublicContract {
    static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Services/Gateway/openapi.json")
    static let update = "UPDATE_OPENAPI=1 swift test --filter 'the public contract is the committed one'"
}

@Suite struct `What clients are promised` {
    @Test func `the public contract is the committed one`() throws {
        let table = try RunningGateway.endpoints()
        let endpoints = table + [PendingOperationEndpoint.make(among: table)]
        let document = try OpenAPIDocument.make(endpoints)
        if ProcessInfo.processInfo.environment["UPDATE_OPENAPI"] != nil {
            try Data(ReadableJSON.text(document).utf8).write(to: PublicContract.file)
        }
        let committed = try Data(contentsOf: PublicContract.file)
        let promised = try JSONDecoder().decode(JSONValue.self, from: committed)
        if let place = Self.difference(promised, document) {
            Issue.record("openapi.json differs at \(place); if that is meant: \(PublicContract.update)")
        } else {
            #expect(String(decoding: committed, as: UTF8.self) == ReadableJSON.text(document))
        }
    }

    /// The first place at which two documents differ.
    private static func difference(_ left: JSONValue?, _ right: JSONValue?, at path: String = "") -> String? {
        if let left = left?.members, let right = right?.members {
            return Set(left.keys).union(right.keys).sorted().lazy
                .compactMap { difference(left[$0], right[$0], at: path.isEmpty ? $0 : "\(path) > \($0)") }.first
        }
        if case .array(let left) = left, case .array(let right) = right, left.count == right.count {
            return left.indices.lazy.compactMap { difference(left[$0], right[$0], at: "\(path)[\($0)]") }.first
        }
        return left == right ? nil : "\(path) (committed: \(shown(left)), served: \(shown(right)))"
    }

    private static func shown(_ value: JSONValue?) -> String {
        value.map { String(String(decoding: $0.canonical, as: UTF8.self).prefix(200)) } ?? "nothing"
    }

    @Test func `examples are what the platform would take`() throws {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let known = KnownText.all
        #expect(MobileNumber(try #require(known["phone"]).example) != nil)
        #expect(throws: Never.self) {
            _ = try ResidentID(parsing: try #require(known["idNumber"]).example, today: now)
            _ = try UnifiedSocialCreditCode(parsing: try #require(known["uscc"]).example)
        }
        for (name, text) in known {
            guard let pattern = text.pattern else { continue }
            #expect(text.example.range(of: pattern, options: .regularExpression) != nil, "\(name)")
        }
    }
}
