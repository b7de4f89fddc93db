import Cryptography
import Documents
import Foundation
import Identifiers
import Logging
import Messages
import ObjectStore
import Postgres
import ServiceBench
import Testing

@testable import Contracts
@testable import Messaging

/// The contracts service with a clock of its own, one verified enterprise and the shipped template, on the schema that
/// all tests of this process share.
struct World: Sendable {
    private static let directory = FileManager.default.temporaryDirectory.appending(
        path: "suiyue-contracts-\(UUID().uuidString)"
    )
    private static let opening = Task {
        let bench = try await Bench.open(.contracts, migrations: migrations)
        try await publishShippedTemplates(in: bench.database)
        atexit { try? FileManager.default.removeItem(at: World.directory) }
        let store = EncryptedObjectStore(base: try DirectoryObjectStore(path: directory.path), keys: bench.keys)
        return (bench, store)
    }

    /// Good values for every control of the shipped template that an initiator must fill in.
    static let values = [
        "enterpriseAddress": "广州市示例路1号",
        "contractStart": "2026-12-01",
        "contractEnd": "2029-11-30",
        "probationEnd": "2027-02-28",
        "position": "研发工程师",
        "workplace": "广州市",
        "workingHours": "standard",
        "restDays": "星期六、星期日",
        "monthlyWage": "6500.50",
        "payday": "15",
    ]

    let bench: Bench
    let clock = TestClock()
    let service: ContractsService
    let enterprise = EnterpriseID.new()
    let handler = FictionalPerson("测试乙")
    let employer: Caller
    let template: TemplateID

    /// With `mostAhead`, launches draw their pages before anybody asks.
    init(renderer: PageRenderer = PageRenderer(), mostAhead: Int = 0) async throws {
        let (bench, store) = try await Self.opening.value
        self.bench = bench
        service = ContractsService(
            keys: bench.keys,
            store: store,
            renderer: renderer,
            drawing: PagesBeingDrawn(mostAhead: mostAhead),
            database: bench.database,
            now: { [clock] in clock.now }
        )
        employer = handler.asEmployer(of: enterprise, bench.keys)
        template = try #require(try ShippedTemplates.all().first).id
        try await bench.tell(handler.verified(enterprise, at: clock.now), use: service.recordEnterprise)
    }

    /// What onboarding announces when somebody was taken on.
    func employ(_ person: FictionalPerson) async throws -> EmployeeID {
        let id = EmployeeID.new()
        let joined = try person.joined(enterprise, as: id, bench, at: clock.now)
        try await bench.tell(joined, use: service.recordEmployee)
        return id
    }

    func draft(
        _ employees: [EmployeeID],
        name: String = "劳动合同",
        values: [String: String] = values,
        perEmployee: [String: [String: String]] = [:],
        ordered: Bool = true,
        template: TemplateID? = nil,
        as caller: Caller? = nil
    ) async throws -> [DraftedContract] {
        let own = perEmployee.mapValues { FieldValues(texts: $0) }
        let request = DraftContracts(
            templateID: template ?? self.template,
            name: name,
            employeeIDs: employees,
            values: try bench.keys.seal(DraftValues(fields: FieldValues(texts: values), perEmployee: own)),
            ordered: ordered
        )
        return try await bench.ask(request, as: caller ?? employer, use: service.draft).contracts
    }

    /// Drafts one contract for somebody who was just taken on.
    func drafted(_ person: FictionalPerson, name: String = "劳动合同", ordered: Bool = true) async throws -> ContractID {
        let employee = try await employ(person)
        return try #require(await draft([employee], name: name, ordered: ordered).first).id
    }

    func launch(_ contract: ContractID, as caller: Caller? = nil) async throws {
        _ = try await bench.ask(
            LaunchContract(contractID: contract),
            as: caller ?? employer,
            preparing: service.compose,
            use: service.launch
        )
    }

    func launched(_ person: FictionalPerson, name: String = "劳动合同", ordered: Bool = true) async throws -> ContractID {
        let id = try await drafted(person, name: name, ordered: ordered)
        try await launch(id)
        return id
    }

    func get(_ contract: ContractID, as caller: Caller? = nil) async throws -> ContractView {
        try await bench.ask(GetContract(contractID: contract), as: caller ?? employer, use: service.getContract)
    }

    func several(_ contracts: [ContractID], as caller: Caller? = nil) async throws -> [ContractItem] {
        let request = GetContracts(contractIDs: contracts)
        return try await bench.ask(request, as: caller ?? employer, use: service.getContracts).contracts
    }

    func list(
        _ box: ContractBox = .all,
        text: String? = nil,
        as caller: Caller? = nil
    ) async throws -> ListContracts.Reply {
        let request = ListContracts(box: box, text: text, page: PageRequest())
        return try await bench.ask(request, as: caller ?? employer, use: service.listContracts)
    }

    /// What signing announces when a party has signed; the document is stored as it would be.
    @discardableResult
    func sign(
        _ contract: ContractID,
        _ role: PartyRole,
        revision: Int,
        content: Data? = nil,
        picture: ObjectReference? = nil
    ) async throws
        -> ObjectReference
    {
        let document = try await service.store.put(
            content ?? Data("revision \(revision) \(contract)".utf8),
            kind: .document
        )
        try await bench.tell(
            ContractSigned(
                contractID: contract,
                role: role,
                signedAt: clock.now,
                document: document,
                revision: revision,
                picture: picture
            ),
            use: service.recordSignature
        )
        return document
    }

    func complete(_ contract: ContractID, _ document: ObjectReference) async throws {
        try await bench.tell(
            ContractCompleted(
                contractID: contract,
                contractName: "劳动合同",
                enterpriseID: enterprise,
                enterpriseName: "示例科技有限公司",
                document: document,
                completedAt: clock.now,
                parties: []
            ),
            use: service.recordCompletion
        )
    }

    func launchedEvent(_ contract: ContractID) async throws -> ContractLaunched {
        try #require(await bench.announced(ContractLaunched.self) { $0.contractID == contract }.first)
    }
}

/// The words of a PDF as pdftotext reads them, without any white space.
func words(of pdf: Data) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "suiyue-\(UUID().uuidString).pdf")
    try pdf.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/pdftotext")
    process.arguments = ["-enc", "UTF-8", file.path, "-"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.filter { !$0.isWhitespace }
}
