package import Foundation

/// A worker at their phone.
package struct Worker: Participant {
    package let platform: Platform
    package let person: FictionalPerson
    package var token: String
}

extension Platform {
    /// Logs a worker in by code, which registers them the first time.
    package func logInWorker(_ person: FictionalPerson) async throws -> Worker {
        note(person)
        let code = try await requestCode(person.phone, purpose: "login", words: "用于登录")
        let token = try await logIn(
            ["side": "worker", "phone": .string(person.phone), "code": .string(code), "agreements": agreements]
        )
        return Worker(platform: self, person: person, token: token)
    }
}

extension Worker {
    package func invitation(_ invitation: Invitation) async throws -> JSONValue {
        try await get("invitations/\(invitation.code)").require(200).json
    }

    package var submissionForm: JSONValue {
        [
            "sex": person.isMale ? "male" : "female", "address": .string(person.address),
            "emergencyContact": [
                "name": .string(person.emergencyName), "relation": "父母", "phone": .string(person.emergencyPhone),
            ],
        ]
    }

    /// Hands in the onboarding form and returns the submission.
    package func submit(_ invitation: Invitation, form: JSONValue? = nil) async throws -> String {
        try await command(.post, "invitations/\(invitation.code)/submission", form ?? submissionForm).require(201)
            .text("id")
    }

    /// Keeps a drawn signature for this and later contracts.
    package func keepSignature(_ png: Data = SampleSignature.png()) async throws -> String {
        try await command(.post, "handwritten-signatures", ["png": .string(png.base64EncodedString())]).require(201)
            .text("id")
    }

    /// Signs with a drawn signature after the willingness code.
    @discardableResult
    package func sign(_ contract: Draft, of template: Template, signature: String? = nil) async throws -> String {
        let drawn: String
        if let signature { drawn = signature } else { drawn = try await keepSignature() }
        let willingness = try await confirmWillingness(contract.id)
        let answer = try await command(
            .post,
            "contracts/\(contract.id)/signature",
            [
                "willingnessID": .string(willingness.id), "code": .string(willingness.code),
                "signatureID": .string(drawn), "fields": JSONValue(template.values(filledBy: "employee")),
            ]
        ).require(200, 201)
        return try answer.text("status")
    }

    package func awaitTurn(_ contract: Draft) async throws {
        try await awaitTurn(contract.id, words: "等您签署")
    }
}
