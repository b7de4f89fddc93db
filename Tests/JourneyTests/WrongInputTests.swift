import Foundation
import JourneyDriver
import Testing

/// Something wrong that is typed in, and the fields that must be named.
struct WrongInput: Sendable {
    let path: String
    let body: JSONValue
    let fields: Set<String>

    init(_ path: String, _ body: JSONValue, _ fields: Set<String>) {
        self.path = path
        self.body = body
        self.fields = fields
    }
}

@Suite(.needsPlatform, .serialized)
struct `Wrong input` {
    /// What a form could have left behind.
    private static let tables = [
        "identity.accounts", "identity.codes", "identity.enterprises", "identity.members", "identity.sessions",
        "identity.consents", "identity.persons", "identity.person_verifications", "identity.enterprise_verifications",
        "onboarding.invitations", "onboarding.submissions", "onboarding.employees", "onboarding.departments",
        "contracts.contracts", "contracts.parties", "signing.handwritten_signatures", "signing.willingness",
        "signing.certificates", "notifier.notices",
    ]

    @Test func `of somebody who is not logged in is named field by field and leaves nothing behind`() async throws {
        let stack = try await Stage.shared.stack()
        let person = Stage.shared.person()
        let enterprise = Stage.shared.enterprise()
        let phone = JSONValue.string(person.phone)
        let longName = JSONValue.string(String(repeating: "长", count: 61))
        try await expectNothingStored(stack) {
            for wrong in [
                WrongInput("codes", ["phone": "", "purpose": "login"], ["phone"]),
                WrongInput("codes", ["phone": "12345", "purpose": "login"], ["phone"]),
                WrongInput("codes", ["phone": phone, "purpose": "gift"], ["purpose"]),
                WrongInput("codes", ["phone": phone], ["purpose"]),
                WrongInput(
                    "sessions",
                    ["side": "worker", "phone": "1", "code": "", "agreements": ["platform"]],
                    ["phone", "code", "agreements"]
                ),
                WrongInput("sessions", ["side": "guest", "phone": phone, "agreements": agreements], ["side"]),
                WrongInput(
                    "sessions",
                    ["side": "worker", "phone": phone, "code": "12a456", "agreements": agreements],
                    ["code"]
                ),
                WrongInput(
                    "sessions",
                    ["side": "employer", "phone": phone, "password": "不对的密码", "agreements": agreements],
                    ["password"]
                ),
                WrongInput(
                    "enterprises",
                    ["name": "", "uscc": "", "phone": "", "code": "", "agreements": []],
                    ["name", "uscc", "phone", "code", "agreements"]
                ),
                WrongInput(
                    "enterprises",
                    [
                        "name": longName, "uscc": .string(withWrongCheckDigit(enterprise.uscc)), "phone": "23800000000",
                        "code": "1234567", "agreements": ["certificate", "privacy"],
                    ],
                    ["name", "uscc", "phone", "code", "agreements"]
                ),
                WrongInput("enterprises", ["name": ["甲"], "uscc": 5, "phone": phone], ["name"]),
            ] {
                let answer = try await stack.platform.command(.post, wrong.path, wrong.body)
                expectNamed(answer, wrong)
            }
        }
    }

    @Test func `of a person who wants to be verified is named field by field`() async throws {
        let stack = try await Stage.shared.stack()
        let worker = try await stack.platform.logInWorker(Stage.shared.person())
        let good = worker.verificationRequest
        func changed(_ changes: [String: JSONValue]) -> JSONValue {
            changes.reduce(into: good) { $0[$1.key] = $1.value }
        }
        let id = worker.person.idNumber
        try await expectNothingStored(stack) {
            for wrong in [
                WrongInput(
                    "person-verifications",
                    changed(["consent": false, "name": "甲", "idNumber": "123", "phone": ""]),
                    ["consent", "name", "idNumber", "phone"]
                ),
                WrongInput(
                    "person-verifications",
                    changed(["idNumber": .string(withWrongCheckDigit(id))]),
                    ["idNumber"]
                ),
                WrongInput("person-verifications", changed(["idNumber": .string(born(id, "19901301"))]), ["idNumber"]),
                WrongInput("person-verifications", changed(["idNumber": .string(born(id, "29900101"))]), ["idNumber"]),
                WrongInput("person-verifications", changed(["phone": "17012345678"]), ["phone"]),
                WrongInput("person-verifications", changed(["method": "bank-card"]), ["method"]),
                WrongInput("person-verifications", changed(["idType": "passport"]), ["idType"]),
            ] {
                expectNamed(try await worker.command(.post, wrong.path, wrong.body), wrong)
            }
            for password in ["1234567", "password2026", "aaaaaaaaaa", "12345678"] {
                let answer = try await worker.command(.put, "session/password", ["password": .string(password)])
                #expect(answer.status == 422)
                expectFields(answer, ["password"])
            }
            let drawing = try await worker.command(.post, "handwritten-signatures", ["png": "bm8gUE5H"])
            #expect(drawing.status == 422 || drawing.status == 403)
            #expect(isChinese(drawing.detail))
        }
    }

    @Test func `of an employer and of an invited worker is named field by field`() async throws {
        let stack = try await Stage.shared.stack()
        let employer = try await Stage.shared.employer()
        let employees = try await Stage.shared.employees()
        let template = try await employer.publicTemplate()
        let values = template.values(filledBy: "initiator")
        func contract(_ changes: [String: JSONValue], _ fields: [String: String] = [:]) -> JSONValue {
            let body: JSONValue = [
                "templateID": .string(template.id), "name": "合同", "employeeIDs": [.string(employees[0].id)],
                "fields": JSONValue(values.merging(fields) { _, own in own }),
            ]
            return changes.reduce(into: body) { $0[$1.key] = $1.value }
        }
        _ = try await employer.draft(template, for: [employees[0].id], name: "先行草稿")
        let invitation = try await employer.invite(employees[1].worker.person)
        let submission = "invitations/\(invitation.code)/submission"
        let unknown = JSONValue.string(UUID().uuidString.lowercased())
        let nobody: JSONValue = ["name": "", "relation": "邻居", "phone": "123"]
        try await expectNothingStored(stack) {
            for wrong in [
                WrongInput("invitations", ["name": "", "phone": "138"], ["name", "phone"]),
                WrongInput("departments", ["name": " "], ["name"]),
                WrongInput("contracts", contract(["name": .string(String(repeating: "长", count: 51))]), ["name"]),
                WrongInput("contracts", contract(["name": "合同/副本"]), ["name"]),
                WrongInput("contracts", contract(["employeeIDs": []]), ["employeeIDs"]),
                WrongInput("contracts", contract(["employeeIDs": [unknown]]), ["employeeIDs"]),
                WrongInput("contracts", contract(["templateID": unknown]), ["templateID"]),
                WrongInput(
                    "contracts",
                    contract(
                        [:],
                        [
                            "monthlyWage": "一万", "contractStart": "2027-02-30", "workingHours": "never",
                            "payday": "十五", "position": "", "nonsense": "1",
                        ]
                    ),
                    [
                        "fields.monthlyWage", "fields.contractStart", "fields.workingHours", "fields.payday",
                        "fields.position", "fields.nonsense",
                    ]
                ),
                WrongInput(
                    "contracts",
                    contract([:], ["contractStart": "2027-05-01", "contractEnd": "2027-04-30"]),
                    ["fields.contractEnd"]
                ),
            ] {
                expectNamed(try await employer.command(.post, wrong.path, wrong.body), wrong)
            }
            let form = WrongInput(
                submission,
                ["sex": "other", "address": "", "emergencyContact": nobody],
                ["sex", "address", "emergencyContact.name", "emergencyContact.relation", "emergencyContact.phone"]
            )
            expectNamed(try await employees[1].worker.command(.post, form.path, form.body), form)
            for query in ["contracts?box=everything", "contracts?limit=0", "submissions?status=lost"] {
                let answer = try await employer.get(query)
                #expect(answer.status == 422 || answer.status == 400, "\(query)")
                #expect(isChinese(answer.detail), "\(query)")
            }
        }
    }

    @Test func `that is no JSON, no object, of another type or too large is refused as a whole`() async throws {
        let stack = try await Stage.shared.stack()
        let platform = stack.platform
        func post(_ text: String, type: String = "application/json") async throws -> Answer {
            try await platform.send(.post, "codes", bytes: Data(text.utf8), type: type)
        }
        try await expectNothingStored(stack) {
            #expect(try await post("{\"phone\":").status == 400)
            #expect(try await post("[]").status == 400)
            #expect(try await post("phone", type: "text/plain").status == 415)
            let large = try await post("{\"phone\":\"" + String(repeating: "1", count: 2 << 20) + "\"}")
            #expect(large.status == 413)
            for answer in [try await post("{"), try await post("x", type: "text/plain"), large] {
                #expect(answer.code?.isEmpty == false)
                #expect(isChinese(answer.detail))
            }
            #expect(try await platform.get("nothing-here").status == 404)
        }
    }

    private func expectNamed(_ answer: Answer, _ wrong: WrongInput) {
        #expect(answer.status == 422, "\(wrong.path) \(wrong.fields.sorted()): \(answer.code ?? "")")
        #expect(answer.code?.contains(".") == true, "\(wrong.path): a stable code")
        #expect(isChinese(answer.detail), "\(wrong.path): \(answer.detail ?? "no words")")
        expectFields(answer, wrong.fields)
    }

    private func expectNothingStored(_ stack: Stack, _ work: () async throws -> Void) async throws {
        let before = try await stack.database.counts(Self.tables)
        try await work()
        #expect(try await stack.database.counts(Self.tables) == before)
    }

    private func withWrongCheckDigit(_ number: String) -> String {
        number.dropLast() + (number.hasSuffix("1") ? "2" : "1")
    }

    /// The same number with another date of birth and the check digit that belongs to it.
    private func born(_ number: String, _ date: String) -> String {
        let body = number.prefix(6) + date + number.dropFirst(14).prefix(3)
        return body + FictionalNumbers.residentCheck(String(body))
    }
}
