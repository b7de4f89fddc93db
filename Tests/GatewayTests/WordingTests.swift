import Foundation
import Messages
import Testing

@testable import Gateway
@testable import Web

@Suite struct `Words for people` {
    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let families: Set = [
        "identity", "onboarding", "contracts", "signing", "notifier", "code", "field", "documents", "messaging",
        "signature", "gateway", "input",
    ]

    /// Whether a literal that looks like a code names a message, a topic or a job of the messaging itself.
    private static func isOtherName(_ text: String) -> Bool {
        text.contains(#/\.v[0-9]+$/#) || text.contains(#/\.(commands|queries|events|dead-letters|replies|notes)$/#)
            || text.contains(#/^messaging\.(job|reply|resend|outcome)/#)
    }

    private let wording = Wording(WordingTables.all)

    @Test func `every code that any service can say has its words`() throws {
        var missing: Set<String> = []
        var found = 0
        for folder in ["Services", "Shared"] {
            let base = Self.root.appendingPathComponent(folder)
            let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
            for name in names where name.hasSuffix(".swift") && !name.hasSuffix("Wording.swift") {
                let source = try String(contentsOf: base.appendingPathComponent(name), encoding: .utf8)
                for code in Self.codes(in: source) {
                    // The codes of a field of a form end as its kind says; nothing may stand in any.
                    let whole = code.hasSuffix("-") ? code + "required" : code
                    found += 1
                    if !wording.knows(whole) { missing.insert(whole) }
                }
            }
        }
        #expect(found > 150)
        #expect(missing.sorted() == [])
    }

    /// What stands between quotation marks and looks like a code; every second piece does.
    private static func codes(in source: String) -> [String] {
        let pieces = source.split(separator: "\"", omittingEmptySubsequences: false)
        return pieces.indices.dropFirst().compactMap { index in
            let piece = pieces[index]
            guard let dot = piece.firstIndex(of: "."), families.contains(String(piece[..<dot])),
                piece[dot...].dropFirst().allSatisfy({ $0.isLowercase || $0.isNumber || $0 == "-" || $0 == "." }),
                !piece.hasSuffix("."), !isOtherName(String(piece)),
                !pieces[index - 1].hasSuffix("static let kind = ")
            else { return nil }
            return String(piece)
        }
    }

    /// Whoever reads us is addressed politely: in pages, messages, contracts and at the sandbox alike.
    @Test func `nobody is addressed as 你`() throws {
        let kinds: Set = ["swift", "mustache", "js", "html", "css", "svg", "sql", "json", "py", "txt"]
        var looked = 0
        for folder in ["Services", "Shared", "deploy"] {
            let base = Self.root.appendingPathComponent(folder)
            let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
            for name in names where kinds.contains(String(name.split(separator: ".").last ?? "")) {
                // A table of characters addresses nobody.
                if name.hasSuffix("CommonCharacters.swift") { continue }
                let text = try String(contentsOf: base.appendingPathComponent(name), encoding: .utf8)
                #expect(!text.contains("你"), "\(folder)/\(name)")
                looked += 1
            }
        }
        #expect(looked > 300)
    }

    @Test func `no code stands in two tables and no sentence is empty`() {
        let codes = WordingTables.all.flatMap(\.keys)
        #expect(codes.count == Set(codes).count)
        for sentence in WordingTables.all.flatMap(\.values) {
            #expect(sentence.hasSuffix("。") || sentence.hasSuffix("！"), "\(sentence)")
        }
    }

    @Test func `every event has its words in the operation log`() throws {
        let base = Self.root.appendingPathComponent("Shared/Messages")
        let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        var types: Set<String> = []
        for name in names where name.hasSuffix(".swift") {
            let source = try String(contentsOf: base.appendingPathComponent(name), encoding: .utf8)
            let events = source.matches(of: #/struct \w+: Event \{\s+package static let type = "([^"]+)"/#)
            types.formUnion(events.map { String($0.1) })
        }
        #expect(types.count >= 16)
        // Cached sessions being dropped is nothing that anybody did.
        types.remove("identity.session-changed.v1")
        #expect(types.filter { !OperationWording.knows($0) }.sorted() == [])
        #expect(OperationWording.entries.count == Set(OperationWording.entries.map(\.type)).count)
    }

    @Test func `a sentence never shows a hole`() {
        #expect(!wording.sentence("identity.code-limit-day").contains("{"))
        #expect(wording.sentence("nobody.knows") == Wording.unknown)
    }
}
