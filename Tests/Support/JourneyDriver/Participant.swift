package import Foundation

/// Somebody at the platform: a person, their phone and their session.
package protocol Participant: Sendable {
    var platform: Platform { get }
    var person: FictionalPerson { get }
    var token: String { get }
}

/// The agreements that nobody is asked to leave unticked for long.
package let agreements: JSONValue = ["platform", "certificate", "privacy"]

extension Platform {
    /// Remembers what must appear nowhere in plain.
    package func note(_ person: FictionalPerson) {
        secrets.add(person.phone, .phone)
        secrets.add(person.idNumber, .idNumber)
        secrets.add(person.address, .address)
        secrets.add(person.emergencyPhone, .phone)
    }

    /// Asks for a one-time code and waits until the phone has it.
    package func requestCode(_ phone: String, purpose: String, words: String) async throws -> String {
        let mark = try await inbox.mark(phone, containing: words)
        try await command(.post, "codes", ["phone": .string(phone), "purpose": .string(purpose)]).require(202, 201)
        return try await inbox.nextCode(to: phone, containing: words, after: mark)
    }

    /// Opens a session and returns its token.
    package func logIn(_ credentials: JSONValue) async throws -> String {
        let answer = try await command(.post, "sessions", credentials).require(201)
        let token = try answer.text("token")
        secrets.add(token, .token)
        return token
    }
}

extension Participant {
    package func get(_ path: String) async throws -> Answer {
        try await platform.get(path, as: token)
    }

    package func command(
        _ method: Platform.Method,
        _ path: String,
        _ body: JSONValue = [:],
        key: String = Platform.newKey()
    ) async throws -> Answer {
        try await platform.command(method, path, body, as: token, key: key)
    }

    /// Sets the password that later log-ins use.
    package func setPassword(_ password: String) async throws {
        platform.secrets.add(password, .password)
        try await command(.put, "session/password", ["password": .string(password)]).require(204, 200)
    }

    /// The body that starts a verification by mobile three-factor.
    package var verificationRequest: JSONValue {
        [
            "method": "mobile", "consent": true, "name": .string(person.name), "idType": "resident-id",
            "idNumber": .string(person.idNumber), "phone": .string(person.phone),
        ]
    }

    /// Proves who the person is: name, ID number and mobile, then a code.
    package func verifyPerson() async throws {
        let words = "实名认证"
        let mark = try await platform.inbox.mark(person.phone, containing: words)
        let started = try await command(.post, "person-verifications", verificationRequest).require(201)
        let path = "person-verifications/\(try started.text("id"))"
        let status = try await settledStatus(of: path)
        guard status["status"].text == "code-required" else {
            throw VerificationFailed(reason: status["reason"].text ?? status["status"].text ?? "")
        }
        let code = try await platform.inbox.nextCode(to: person.phone, containing: words, after: mark)
        let finished = try await command(.post, "\(path)/code", ["code": .string(code)]).require(200, 201)
        guard finished.json["status"].text == "passed" else {
            throw VerificationFailed(reason: finished.json["reason"].text ?? "")
        }
        try await platform.knowing {
            guard try await get("session").require(200).json["person"]["verified"].isTrue else {
                throw VerificationFailed(reason: "the session does not know the verified person")
            }
        }
    }

    /// Waits until a verification is no longer under way and returns it.
    package func settledStatus(of path: String, within limit: Duration = .seconds(60)) async throws -> JSONValue {
        let settled = try await poll(within: limit) {
            let found = try await get(path).require(200).json
            return found["status"].text == "pending" ? nil : found
        }
        guard let settled else { throw WaitedInVain("the provider's answer to \(path)") }
        return settled
    }

    // MARK: Contracts

    package func contract(_ id: String) async throws -> JSONValue {
        try await get("contracts/\(id)").require(200).json
    }

    /// The identifiers of the contracts in a box of the list.
    package func contracts(in box: String) async throws -> [String] {
        try await get("contracts?box=\(box)&limit=100").require(200).json["items"].items.compactMap { $0["id"].text }
    }

    /// The contract's PDF as it stands.
    package func download(_ contract: String) async throws -> Data {
        let document = try await documentID(of: contract)
        return try await get("contracts/\(contract)/documents/\(document)").require(200).body
    }

    /// The images of all pages.
    package func pages(of contract: String) async throws -> [Data] {
        let documents = try await self.contract(contract)["documents"].items
        guard let document = documents.first, let id = document["id"].text, let count = document["pages"].integer else {
            throw WaitedInVain("a document of the contract")
        }
        var images: [Data] = []
        for page in 1...max(count, 1) {
            images.append(try await get("contracts/\(contract)/documents/\(id)/pages/\(page)").require(200).body)
        }
        return images
    }

    package func documentID(of contract: String) async throws -> String {
        guard let id = try await self.contract(contract)["documents"].items.first?["id"].text else {
            throw WaitedInVain("a document of the contract")
        }
        return id
    }

    /// Waits until a contract has a status, such as `completed`.
    package func awaitStatus(_ status: String, of contract: String) async throws {
        try await wait(for: "the contract to be \(status)", within: .seconds(60)) {
            try await self.contract(contract)["status"].text == status
        }
    }

    /// Waits until the phone was told that this contract waits for a signature.
    package func awaitTurn(_ contract: String, words: String) async throws {
        let found = try await poll(within: .seconds(90)) {
            try await platform.inbox.messages(to: person.phone, containing: words).first { $0.text.contains(contract) }
        }
        guard found != nil else { throw WaitedInVain("the message that a contract waits for a signature") }
    }

    /// Confirms the will to sign: asks for the code and waits until the phone has it.
    package func confirmWillingness(_ contract: String) async throws -> Willingness {
        let words = "您正在签署"
        let mark = try await platform.inbox.mark(person.phone, containing: words)
        let asked = try await platform.knowing {
            try await command(.post, "contracts/\(contract)/willingness", ["method": "sms"]).require(201)
        }
        let message = try await platform.inbox.next(
            to: person.phone,
            containing: words,
            after: mark,
            within: .seconds(90)
        )
        guard let code = message.code else { throw WaitedInVain("the code that confirms the will to sign") }
        platform.secrets.add(code, .code)
        return Willingness(id: try asked.text("id"), code: code, text: message.text)
    }
}

/// The will to sign one contract, as the code on the phone proves it.
package struct Willingness: Sendable {
    package let id: String
    package let code: String
    /// The whole message.
    package let text: String
}

/// A provider or the platform says that somebody is not who they say.
package struct VerificationFailed: Error, CustomStringConvertible {
    package let reason: String
    package var description: String { "the verification failed: \(reason)" }
}
