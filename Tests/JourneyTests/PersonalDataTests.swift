import Foundation
import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `Personal data` {
    @Test func `stands in plain neither in the database nor in topics, objects and logs`() async throws {
        let stack = try await Stage.shared.stack()
        try await runMainJob(on: stack.platform)
        let secrets = stack.platform.secrets.all
        for kind in [UsedSecrets.Kind.phone, .idNumber, .address, .code, .password, .token, .link] {
            try #require(secrets.contains { $0.kind == kind }, "the journey uses a \(kind.rawValue)")
        }
        let search = SecretSearch(secrets)
        let folder = try ScratchFolder()

        let dump = folder.directory.appending(path: "dump.sql")
        try await stack.database.dump(to: dump)
        let database = try Data(contentsOf: dump)
        // Proof that the dump holds what was entered, only not in plain.
        #expect(database.range(of: Data("138****".utf8)) != nil || database.range(of: Data("****".utf8)) != nil)
        #expect(database.range(of: Data("示例".utf8)) != nil)
        expectNone(search.finds(in: database, named: "database"))

        let topics = try await readTopics(stack, into: folder)
        #expect(topics.contains { $0.name.hasSuffix(".events") && !$0.bytes.isEmpty })
        #expect(topics.contains { $0.name.hasSuffix(".commands") && !$0.bytes.isEmpty })
        for topic in topics { expectNone(search.finds(in: topic.bytes, named: topic.name)) }

        let objects = try search.finds(below: stack.local.appending(path: "objects"))
        #expect(objects.files > 0)
        expectNone(objects.finds)
        let logs = try search.finds(below: stack.local.appending(path: "logs"))
        #expect(logs.files >= 6)
        expectNone(logs.finds)
    }

    private func expectNone(_ finds: [SecretSearch.Find]) {
        #expect(finds.isEmpty, "\(finds.prefix(5).map(\.description).joined(separator: "\n"))")
    }

    private func runMainJob(on platform: Platform) async throws {
        var employer = try await platform.verifiedEmployer(Stage.shared.enterprise(), by: Stage.shared.person())
        let password = "平台测试-\(UUID().uuidString.prefix(10))"
        try await employer.setPassword(password)
        try await employer.logInByPassword(password)
        try await employer.chooseEnterprise()
        let employee = try await platform.employee(Stage.shared.person(), of: employer)
        let template = try await employer.publicTemplate()
        let draft = try #require(try await employer.draft(template, for: [employee.id]).first)
        try await employer.launch(draft.id)
        try await employee.worker.awaitTurn(draft)
        try await employee.worker.sign(draft, of: template)
        try await employer.sign(draft, of: template)
        try await employee.worker.awaitStatus("completed", of: draft.id)
        _ = try await employee.worker.pages(of: draft.id)
        _ = try await platform.inbox.next(to: employee.worker.person.phone, containing: "已签署完成", after: 0)
    }

    /// Everything that lies in the broker: keys, headers and values.
    private func readTopics(_ stack: Stack, into folder: ScratchFolder) async throws -> [(name: String, bytes: Data)] {
        let broker = try stack.brokerAddress
        let listing = try await OutsideTool.run(["kcat", "-b", broker, "-L", "-J"])
        let topics = try JSONValue(parsing: Data(listing.output.utf8))["topics"].items.compactMap { $0["topic"].text }
        try #require(!topics.isEmpty, "\(listing.output)")
        var read: [(name: String, bytes: Data)] = []
        for topic in topics {
            let file = folder.directory.appending(path: "\(topic).txt")
            let verdict = try await OutsideTool.run(
                ["kcat", "-b", broker, "-C", "-t", topic, "-o", "beginning", "-e", "-q", "-f", "%k\\n%h\\n%s\\n"],
                output: file
            )
            #expect(verdict.status == 0, "\(topic)")
            read.append((topic, try Data(contentsOf: file)))
        }
        return read
    }
}
