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
        let folder = try ScratchFolder()
        try await stack.database.dump(to: folder.directory.appending(path: "database.sql"))
        let topics = try await stack.topics()
        for topic in topics { try await stack.copy(topic: topic, to: folder.directory.appending(path: topic)) }
        // Proof that the right things are searched: they hold what was entered, only not in plain.
        let dump = try folder.read("database.sql")
        #expect(dump.range(of: Data("示例".utf8)) != nil && dump.range(of: Data("****".utf8)) != nil)
        for kind in [".events", ".commands", ".queries", ".replies"] {
            #expect(try topics.contains { try $0.contains(kind) && !folder.read($0).isEmpty }, "\(kind)")
        }

        let search = SecretSearch(secrets)
        for (place, least) in [
            (folder.directory, topics.count + 1), (stack.local.appending(path: "objects"), 10),
            (stack.local.appending(path: "logs"), 6),
        ] {
            let (finds, files) = try await search.finds(below: place)
            #expect(files >= least, "\(place.path)")
            #expect(finds.isEmpty, "\(finds.prefix(5).map(\.description).joined(separator: "\n"))")
        }
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
}
