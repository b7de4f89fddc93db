/// An enterprise with the person who acts for it: administrator, handler and legal representative in one.
package struct Employer: Participant {
    package let platform: Platform
    package let enterprise: FictionalEnterprise
    package let person: FictionalPerson
    package let enterpriseID: String
    package var token: String

    init(
        platform: Platform,
        enterprise: FictionalEnterprise,
        person: FictionalPerson,
        enterpriseID: String,
        token: String
    ) {
        self.platform = platform
        self.enterprise = enterprise
        self.person = person
        self.enterpriseID = enterpriseID
        self.token = token
    }

    /// The same employer, reaching the platform in another way.
    package init(_ employer: Employer, at platform: Platform) {
        self.init(
            platform: platform,
            enterprise: employer.enterprise,
            person: employer.person,
            enterpriseID: employer.enterpriseID,
            token: employer.token
        )
    }
}

/// An invitation as the worker's phone gets it.
package struct Invitation: Sendable {
    package let id: String
    /// What the link ends in.
    package let code: String
    package let url: String
}

extension Platform {
    /// Registers an enterprise with its first administrator, who is logged in by that.
    package func register(_ enterprise: FictionalEnterprise, by person: FictionalPerson) async throws -> Employer {
        note(person)
        let code = try await requestCode(person.phone, purpose: "register-enterprise", words: "创建企业")
        let answer = try await command(
            .post,
            "enterprises",
            [
                "name": .string(enterprise.name), "uscc": .string(enterprise.uscc), "phone": .string(person.phone),
                "code": .string(code), "agreements": agreements,
            ]
        ).require(201)
        guard let id = answer.json["enterprise"]["id"].text, let token = answer.json["session"]["token"].text else {
            throw UnexpectedAnswer(answer, missing: "enterprise.id or session.token")
        }
        secrets.add(token, .token)
        return Employer(platform: self, enterprise: enterprise, person: person, enterpriseID: id, token: token)
    }
}

extension Employer {
    package mutating func logInByCode() async throws {
        let code = try await platform.requestCode(person.phone, purpose: "login", words: "用于登录")
        token = try await platform.logIn(
            ["side": "employer", "phone": .string(person.phone), "code": .string(code), "agreements": agreements]
        )
    }

    package mutating func logInByPassword(_ password: String) async throws {
        token = try await platform.logIn(
            [
                "side": "employer", "phone": .string(person.phone), "password": .string(password),
                "agreements": agreements,
            ]
        )
    }

    package func chooseEnterprise() async throws {
        try await command(.put, "session/enterprise", ["enterpriseID": .string(enterpriseID)]).require(200)
    }

    package var enterpriseVerificationRequest: JSONValue {
        [
            "organizationType": "enterprise", "method": "legal-representative",
            "legalRepresentative": [
                "name": .string(person.name), "idType": "resident-id", "idNumber": .string(person.idNumber),
            ],
        ]
    }

    /// Proves the enterprise by its legal representative, who is the person logged in.
    package func verifyEnterprise() async throws {
        let started = try await command(.post, "enterprise-verifications", enterpriseVerificationRequest).require(201)
        let status = try await settledStatus(of: "enterprise-verifications/\(try started.text("id"))")
        guard status["status"].text == "passed" else {
            throw VerificationFailed(reason: status["reason"].text ?? "")
        }
        try await platform.knowing {
            let session = try await get("session").require(200).json
            let own = session["enterprises"].items.first { $0["id"].text == enterpriseID }
            guard own?["verified"].isTrue == true else {
                throw VerificationFailed(reason: "the session does not know the verified enterprise")
            }
        }
    }

    /// The official seal of the verified enterprise.
    package func officialSeal() async throws -> String {
        try await platform.knowing {
            let answer = try await get("seals").require(200)
            guard let seal = answer.json["items"].items.first?["id"].text else {
                throw UnexpectedAnswer(answer, missing: "items[0].id")
            }
            return seal
        }
    }

    // MARK: Onboarding

    package func invite(_ worker: FictionalPerson) async throws -> Invitation {
        platform.note(worker)
        let answer = try await command(
            .post,
            "invitations",
            ["name": .string(worker.name), "phone": .string(worker.phone)]
        ).require(201)
        let url = try answer.text("url")
        let code = url.split(separator: "/").last.map(String.init) ?? ""
        platform.secrets.add(code, .link)
        return Invitation(id: try answer.text("id"), code: code, url: url)
    }

    /// Approves a submission and returns the employee.
    package func approve(_ submission: String) async throws -> String {
        let answer = try await command(.post, "submissions/\(submission)/approval").require(200, 201)
        return try answer.text("employeeID")
    }

    package func reject(_ submission: String, reason: String) async throws {
        try await command(.post, "submissions/\(submission)/rejection", ["reason": .string(reason)]).require(200, 201)
    }

    package func employees() async throws -> [JSONValue] {
        try await get("employees?limit=100").require(200).json["items"].items
    }

    // MARK: Contracts

    /// The first open public template.
    package func publicTemplate() async throws -> Template {
        let answer = try await get("templates?scope=public").require(200)
        guard let template = answer.json["items"].items.first(where: { $0["open"] != false }) else {
            throw WaitedInVain("a public template")
        }
        return Template(json: template)
    }

    /// Drafts one contract for each employee; `perEmployee` holds what differs.
    package func draft(
        _ template: Template,
        for employees: [String],
        name: String? = nil,
        ordered: Bool = false,
        perEmployee: [String: [String: String]] = [:]
    ) async throws -> [Draft] {
        let body: JSONValue = [
            "templateID": .string(template.id), "name": .string(name ?? String(template.name.prefix(50))),
            "employeeIDs": JSONValue(employees), "fields": JSONValue(template.values(filledBy: "initiator")),
            "perEmployee": .object(perEmployee.mapValues { JSONValue($0) }), "ordered": .bool(ordered),
        ]
        let answer = try await platform.knowing { try await command(.post, "contracts", body).require(201) }
        return answer.json["contracts"].items.map { item in
            Draft(id: item["id"].text ?? "", name: item["name"].text ?? "", employeeID: item["employeeID"].text ?? "")
        }
    }

    package func launch(_ contract: String) async throws {
        try await command(.post, "contracts/\(contract)/launch").require(200, 201)
    }

    /// Signs with the official seal after the willingness code.
    @discardableResult
    package func sign(_ contract: Draft, of template: Template) async throws -> String {
        let seal = try await officialSeal()
        let willingness = try await confirmWillingness(contract.id)
        let answer = try await command(
            .post,
            "contracts/\(contract.id)/signature",
            [
                "willingnessID": .string(willingness.id), "code": .string(willingness.code), "sealID": .string(seal),
                "fields": JSONValue(template.values(filledBy: "enterprise")),
            ]
        ).require(200, 201)
        return try answer.text("status")
    }

    package func awaitTurn(_ contract: Draft) async throws {
        try await awaitTurn(contract.id, words: "签章")
    }
}
