import Cryptography
import Documents
import Foundation
import Identifiers
import Messages
import Messaging
import ObjectStore
import Operations
import Postgres
import ServiceBench
import Testing

@testable import Signing

/// The signing service with a clock of its own, an enterprise with its seal and a worker, on the schema and with the
/// certificate authority that all tests of this process share.
struct World: Sendable {
    struct Shared: Sendable {
        let bench: Bench
        let store: EncryptedObjectStore
        let authority: SigningAuthority
        let handwriting: ObjectReference
    }

    private static let directory = FileManager.default.temporaryDirectory.appending(
        path: "suiyue-signing-\(UUID().uuidString)"
    )
    private static let opening = Task {
        let bench = try await Bench.open(.signing, migrations: migrations)
        atexit { try? FileManager.default.removeItem(at: World.directory) }
        let files = AuthorityFiles(
            directory: directory.appending(path: "authority"),
            passphrase: Secret("correct horse"),
            revocationListURL: nil
        )
        try files.make(now: TestClock().now.addingTimeInterval(-86_400))
        let store = EncryptedObjectStore(
            base: try DirectoryObjectStore(path: directory.appending(path: "objects").path),
            keys: bench.keys
        )
        let drawn = try SealArtwork.official(enterpriseName: "测试甲手写").png(pixels: 400)
        return Shared(
            bench: bench,
            store: store,
            authority: try files.load(),
            handwriting: try await store.put(drawn, kind: .handwriting)
        )
    }

    let shared: Shared
    let bench: Bench
    let clock = TestClock()
    let service: SigningService
    let enterprise = EnterpriseID.new()
    let handler = FictionalPerson("测试乙")
    let worker = FictionalPerson("测试甲")
    let employer: Caller
    let employee: Caller

    init() async throws {
        shared = try await Self.opening.value
        bench = shared.bench
        service = SigningService(
            keys: bench.keys,
            store: shared.store,
            authority: shared.authority,
            verifier: DocumentVerifier(),
            now: { [clock] in clock.now }
        )
        employer = handler.asEmployer(of: enterprise, bench.keys)
        employee = worker.asWorker(bench.keys)
        for person in [handler, worker] { try await announce(person) }
        try await announceEnterprise()
    }

    func announce(_ person: FictionalPerson) async throws {
        try await bench.tell(person.verified(bench, at: clock.now), use: service.recordPerson)
    }

    func announceEnterprise() async throws {
        let verified = handler.verified(enterprise, uscc: "91440101MA0000001M", at: clock.now)
        try await bench.tell(verified, preparing: service.drawSeal, use: service.recordEnterprise)
    }

    // MARK: Contracts

    /// A contract of one page as the contracts service would launch it.
    func launchEvent(ordered: Bool = true) async throws -> ContractLaunched {
        let template = ContractTemplateDocument(
            title: "劳动合同",
            blocks: [
                .paragraph("应急联系方式：{{note}}，报到联系人：{{reportTo}}"),
                .signatures([
                    SignaturePlace(party: .enterprise, title: "甲方（盖章）"),
                    SignaturePlace(party: .employee, title: "乙方（签字）"),
                ]),
            ],
            controls: [
                ControlDefinition(
                    key: "note",
                    label: "应急联系方式",
                    kind: .text,
                    required: true,
                    filledBy: .employee,
                    width: 60
                ),
                ControlDefinition(
                    key: "reportTo",
                    label: "报到联系人",
                    kind: .text,
                    required: false,
                    filledBy: .enterprise,
                    width: 60
                ),
            ],
            crossPageSeal: false
        )
        let composed = try await DocumentLane.run { try ContractComposer().compose(.text(template), values: [:]) }
        let parties: [(PartyRole, ControlParty)] = [(.employee, .employee), (.enterprise, .enterprise)]
        return ContractLaunched(
            contractID: .new(),
            number: "HT-2026-000001",
            name: "劳动合同",
            enterpriseID: enterprise,
            enterpriseName: "示例科技有限公司",
            uscc: "91440101MA0000001M",
            handlerAccountID: handler.accountID,
            employeeID: .new(),
            employeeAccountID: worker.accountID,
            employeePersonID: worker.personID,
            employeeName: worker.name,
            employeePhone: try bench.seal(worker.phone, SealContext.phone),
            documentID: .new(),
            document: try await shared.store.put(composed.pdf, kind: .document),
            pages: composed.pages,
            ordered: ordered,
            signers: parties.map { role, party in
                let own = composed.placed.filter { $0.filledBy == party }
                return SignerPlan(
                    role: role,
                    signatureField: party.signatureFieldName ?? "",
                    fields: own.map { control in
                        PlacedField(
                            field: FormField(
                                key: control.key,
                                label: control.label,
                                kind: FieldKind(rawValue: control.kind.rawValue) ?? .text,
                                required: control.required,
                                filledBy: role == .employee ? .employee : .enterprise
                            ),
                            page: control.page,
                            x: control.rect.x,
                            y: control.rect.y,
                            width: control.rect.width,
                            height: control.rect.height
                        )
                    },
                    lockedFieldNames: own.map(\.key)
                )
            },
            launchedAt: clock.now
        )
    }

    func launched(ordered: Bool = true) async throws -> ContractLaunched {
        let event = try await launchEvent(ordered: ordered)
        try await bench.tell(event, use: service.openFlow)
        return event
    }

    // MARK: Willingness and signatures

    /// Asks for a willingness code and reads it from what was announced.
    func willingness(
        _ contract: ContractID,
        as caller: Caller,
        method: WillingnessMethod = .sms
    ) async throws -> (id: WillingnessID, code: String) {
        let request = RequestWillingness(contractID: contract, method: method)
        let reply = try await bench.ask(request, as: caller, use: service.requestWillingness)
        let issued = try await bench.announced(WillingnessCodeIssued.self) { $0.willingnessID == reply.id }
        let code = try bench.keys.open(#require(issued.first).code, context: SealContext.code)
        return (reply.id, code)
    }

    func keepHandwriting(
        of person: FictionalPerson,
        image: ObjectReference? = nil
    ) async throws
        -> HandwrittenSignatureID
    {
        let request = KeepHandwrittenSignature(accountID: person.accountID, image: image ?? shared.handwriting)
        let caller = person.asWorker(bench.keys)
        return try await bench.ask(
            request,
            as: caller,
            preparing: service.checkDrawing,
            use: service.keepHandwrittenSignature
        )
        .id
    }

    func seal() async throws -> SealID {
        let seals = try await bench.ask(ListSeals(), as: employer, use: service.listSeals).seals
        return try #require(seals.first).id
    }

    func signAsEmployee(
        _ contract: ContractID,
        _ willingness: (id: WillingnessID, code: String),
        signature: HandwrittenSignatureID? = nil,
        values: [String: String] = ["note": "13800000009"],
        as caller: Caller? = nil
    ) async throws -> ContractStatus {
        let drawn = if let signature { signature } else { try await keepHandwriting(of: worker) }
        return try await sign(contract, willingness, values, as: caller ?? employee, signature: drawn)
    }

    func signAsEnterprise(
        _ contract: ContractID,
        _ willingness: (id: WillingnessID, code: String)
    ) async throws -> ContractStatus {
        try await sign(contract, willingness, ["reportTo": "测试丙"], as: employer, seal: seal())
    }

    func sign(
        _ contract: ContractID,
        _ willingness: (id: WillingnessID, code: String),
        _ values: [String: String],
        as caller: Caller,
        signature: HandwrittenSignatureID? = nil,
        seal: SealID? = nil
    ) async throws -> ContractStatus {
        let request = SignContract(
            contractID: contract,
            willingnessID: willingness.id,
            code: try bench.seal(willingness.code, SealContext.code),
            signatureID: signature,
            sealID: seal,
            values: try bench.keys.seal(FieldValues(texts: values))
        )
        return try await bench.ask(request, as: caller, preparing: service.signAhead, use: service.sign).status
    }

    /// Both sides sign; returns what is announced at the end.
    func completed(_ contract: ContractID) async throws -> ContractCompleted {
        #expect(try await signAsEmployee(contract, willingness(contract, as: employee)) == .signing)
        clock.advance(by: 60)
        #expect(try await signAsEnterprise(contract, willingness(contract, as: employer)) == .completed)
        return try #require(await bench.announced(ContractCompleted.self) { $0.contractID == contract }.first)
    }

    // MARK: Evidence

    /// What contracts announces when the worker has opened the contract.
    func viewed(_ launched: ContractLaunched) -> ContractViewed {
        ContractViewed(
            contractID: launched.contractID,
            enterpriseID: enterprise,
            role: .employee,
            accountID: worker.accountID,
            personID: worker.personID,
            sha256: launched.document.sha256,
            viewedAt: clock.now
        )
    }

    /// What contracts announces when the worker has downloaded the completed contract.
    func delivered(_ completed: ContractCompleted) -> ContractDelivered {
        ContractDelivered(
            contractID: completed.contractID,
            enterpriseID: enterprise,
            role: .employee,
            accountID: worker.accountID,
            personID: worker.personID,
            sha256: completed.document.sha256,
            deliveredAt: clock.now
        )
    }

    func chain(_ contract: ContractID) async throws -> [(entry: EvidenceEntry, bytes: Data, link: Data)] {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try await bench.admin.query(
            "SELECT entry, link FROM evidence WHERE contract_id = \(contract) ORDER BY position"
        ).map { row in
            let bytes: Data = try row.get("entry")
            return (try decoder.decode(EvidenceEntry.self, from: bytes), bytes, try row.get("link"))
        }
    }

    func verify(_ pdf: Data) async throws -> VerifyDocument.Reply {
        let upload = try await shared.store.put(pdf, kind: .upload)
        return try await bench.ask(VerifyDocument(upload: upload), use: service.verify)
    }

    func turns(_ contract: ContractID) async throws -> [SignerTurn] {
        try await bench.announced(SignerTurn.self) { $0.contractID == contract }
    }
}
