import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres
import ServiceBench
import Testing

@testable import Contracts

struct `The shipped template` {
    @Test func `is published once, and as a new version when its words change`() async throws {
        let bench = try await Bench.open(.contracts, migrations: migrations)
        let shipped = try #require(try ShippedTemplates.all().first)
        func publish(_ template: ShippedTemplate) async throws -> [Template] {
            try await bench.database.withTransaction { transaction in
                try await transaction.publish(template, pages: 3, now: Date(timeIntervalSince1970: 1_795_399_200))
                return try await transaction.templates(scope: .publicModel)
            }
        }
        #expect(try await publish(shipped).map(\.version) == [1])
        #expect(try await publish(shipped).map(\.version) == [1])
        var changed = shipped
        changed.document.title = "劳动合同（修订）"
        #expect(try await publish(changed).map(\.version) == [2])
        #expect(try await publish(changed).map(\.document.title) == ["劳动合同（修订）"])
        let old = try await bench.database.withTransaction { try await $0.template(shipped.id, version: 1) }
        #expect(old?.document.title == shipped.document.title)
        #expect(try await bench.database.query("SELECT 1 AS n FROM template_versions").count == 2)
    }

    @Test func `asks for everything but what is proven`() async throws {
        let world = try await World()
        let found = try await world.bench.ask(
            ListTemplates(scope: .publicModel),
            as: world.employer,
            use: world.service.listTemplates
        )
        let template = try #require(found.templates.first)
        #expect(template.pages >= 3)
        #expect(template.open)
        let keys = Set(template.fields.map(\.key))
        #expect(keys.isDisjoint(with: ContractFields.automatic))
        #expect(keys.isSuperset(of: World.values.keys))
        #expect(template.fields.first { $0.key == "noticeRead" }?.filledBy == .employee)
        #expect(template.fields.first { $0.key == "workingHours" }?.options?.map(\.value).contains("standard") == true)
        #expect(!template.fields.contains { $0.kind == .signature || $0.kind == .seal })
        let own = try await world.bench.ask(
            ListTemplates(scope: .own),
            as: world.employer,
            use: world.service.listTemplates
        )
        #expect(own.templates.isEmpty)
    }
}
