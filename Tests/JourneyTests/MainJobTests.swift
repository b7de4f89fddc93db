import Foundation
import JourneyDriver
import Testing

@Suite(.needsPlatform, .serialized)
struct `The main job` {
    @Test func `both sides sign in the order they like and every judge accepts the contract`() async throws {
        let platform = try await Stage.shared.platform()
        let employer = try await Stage.shared.employer()
        let employees = try await Stage.shared.employees()
        let template = try await employer.publicTemplate()
        let drafts = try await employer.draft(template, for: employees.map(\.id))
        try #require(drafts.count == 2)
        #expect(Set(drafts.map(\.employeeID)) == Set(employees.map(\.id)))
        #expect(drafts.allSatisfy { $0.name == template.name })
        for draft in drafts { try await employer.launch(draft.id) }

        let first = try #require(drafts.first { $0.employeeID == employees[0].id })
        let second = try #require(drafts.first { $0.employeeID == employees[1].id })
        try await employerSignsFirst(employer, employees[0].worker, first, template)
        try await workerSignsFirst(employer, employees[1].worker, second, template)
        for (draft, worker) in [(first, employees[0].worker), (second, employees[1].worker)] {
            try await judge(try await employer.download(draft.id), worker, employer, platform)
        }
    }

    private func employerSignsFirst(
        _ employer: Employer,
        _ worker: Worker,
        _ draft: Draft,
        _ template: Template
    ) async throws {
        try await employer.awaitTurn(draft)
        try await expectBox("mine", of: draft, for: employer)
        try await expectBox("mine", of: draft, for: worker)
        #expect(try await employer.sign(draft, of: template) == "signing")
        try await expectBox("others", of: draft, for: employer)
        try await expectBox("mine", of: draft, for: worker)
        try await worker.awaitTurn(draft)
        #expect(try await worker.sign(draft, of: template) == "completed")
        try await expectBox("completed", of: draft, for: employer)
        try await expectBox("completed", of: draft, for: worker)
    }

    private func workerSignsFirst(
        _ employer: Employer,
        _ worker: Worker,
        _ draft: Draft,
        _ template: Template
    ) async throws {
        try await worker.awaitTurn(draft)
        let turn = try #require(
            try await worker.platform.inbox.messages(to: worker.person.phone, containing: draft.id).first
        )
        #expect(turn.text.contains(employer.enterprise.name) && turn.text.contains("《\(draft.name)》"))
        let images = try await worker.pages(of: draft.id)
        #expect(images.count >= 3)
        #expect(images.allSatisfy { $0.starts(with: [0x89, 0x50, 0x4E, 0x47]) })

        let drawn = try await worker.keepSignature()
        let willingness = try await worker.confirmWillingness(draft.id)
        #expect(willingness.text.contains(employer.enterprise.name) && willingness.text.contains("《\(draft.name)》"))
        let signed = try await worker.command(
            .post,
            "contracts/\(draft.id)/signature",
            [
                "willingnessID": .string(willingness.id), "code": .string(willingness.code),
                "signatureID": .string(drawn), "fields": JSONValue(template.values(filledBy: "employee")),
            ]
        ).require(200)
        #expect(try signed.text("status") == "signing")
        try await expectBox("others", of: draft, for: worker)
        try await expectBox("mine", of: draft, for: employer)
        #expect(try await employer.sign(draft, of: template) == "completed")
        try await expectBox("completed", of: draft, for: worker)
        let parties = try await worker.contract(draft.id)["parties"].items
        #expect(parties.count == 2)
        #expect(parties.allSatisfy { $0["status"].text == "signed" && $0["signedAt"].text != nil })
        let told = try await worker.platform.inbox.next(to: worker.person.phone, containing: "已签署完成", after: 0)
        #expect(told.text.contains(employer.enterprise.name) && told.text.contains("《\(draft.name)》"))
    }

    /// A contract stands in exactly one of the boxes of each side.
    private func expectBox(_ box: String, of draft: Draft, for participant: some Participant) async throws {
        try await wait(for: "the contract to stand in \(box)", within: .seconds(60)) {
            try await participant.contracts(in: box).contains(draft.id)
        }
        for other in ["mine", "others", "completed"] where other != box {
            #expect(try await !participant.contracts(in: other).contains(draft.id), "\(other) while \(box)")
        }
        let all = try await participant.get("contracts?box=all&limit=100").require(200).json
        #expect(all["items"].items.contains { $0["id"].text == draft.id })
        let here = try await participant.contracts(in: box).count
        #expect(all["counts"][box].integer == here)
    }

    private func judge(_ pdf: Data, _ worker: Worker, _ employer: Employer, _ platform: Platform) async throws {
        let own = try await platform.send(.post, "verifications", bytes: pdf, type: "application/pdf").require(200).json
        #expect(own["valid"].isTrue)
        let signatures = own["signatures"].items
        #expect(Set(signatures.compactMap { $0["role"].text }) == ["employee", "enterprise"])
        #expect(Set(signatures.compactMap { $0["signer"].text }) == [worker.person.name, employer.enterprise.name])
        for signature in signatures {
            for fact in ["intact", "trusted", "timestamped", "coversDocument"] {
                #expect(signature[fact].isTrue, "\(fact) of \(signature["signer"].text ?? "")")
            }
        }

        let judges = try await OutsideJudges(platform)
        let findings = try await judges.pyHanko(pdf)
        #expect(findings["good"].isTrue, "\(findings.indented)")
        #expect(findings["signatures"].items.count == 2)
        let pdfsig = try await judges.run("pdfsig", ["-nocert", "FILE"], on: pdf)
        #expect(pdfsig.output.components(separatedBy: "Signature is Valid").count == 3, "\(pdfsig.output)")
        let qpdf = try await judges.run("qpdf", ["--check", "FILE"], on: pdf)
        #expect(qpdf.status == 0, "\(qpdf.output)")
        let text = try await judges.run("pdftotext", ["FILE", "-"], on: pdf).output
        // A long name may stand on two lines.
        for words in ["劳动合同", worker.person.name, String(employer.enterprise.name.prefix(8))] {
            #expect(text.contains(words), "\(words)")
        }

        for place in [1_200, pdf.count / 2, pdf.count * 9 / 10] {
            var flipped = pdf
            flipped[flipped.startIndex + place] ^= 0x01
            let verdict = try await judges.pyHanko(flipped)
            #expect(!verdict["good"].isTrue, "pyHanko, byte \(place) of \(pdf.count)")
            let answer = try await platform.send(.post, "verifications", bytes: flipped, type: "application/pdf")
            #expect(!answer.json["valid"].isTrue, "the platform, byte \(place) of \(pdf.count)")
        }
    }
}
