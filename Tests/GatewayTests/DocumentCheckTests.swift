import Foundation
import Identifiers
import Messages
import ObjectStore
import Testing

@testable import Gateway
@testable import Web

@Suite struct `Judging documents` {
    @Test func `an uploaded document is judged by anybody and kept by nobody`() async throws {
        try await RunningGateway.run { gateway in
            let pdf = Data("%PDF-1.7 signed".utf8)
            gateway.services.answer(VerifyDocument.self) { _, _ in
                let finding = SignatureFinding(
                    signer: "测试甲",
                    role: .employee,
                    signedAt: Date(),
                    intact: true,
                    trusted: true,
                    timestamped: true,
                    coversDocument: true
                )
                return VerifyDocument.Reply(valid: true, signatures: [finding])
            }
            let reply = try await gateway.send("POST", "/api/v1/verifications", body: pdf, type: "application/pdf")
            #expect(reply.status == 200)
            #expect(reply["valid"] == true)
            #expect(reply["signatures.0.coversDocument"] == true)
            let sent = try #require(gateway.services.asked(VerifyDocument.self).first).request
            #expect(try await gateway.store.exists(sent.upload) == false)
        }
    }

    @Test func `a document that two Gateways check at once is there until each has its answer`() async throws {
        try await RunningGateway.run { first in
            try await RunningGateway.run(beside: first) { second in
                let pdf = Data("%PDF-1.7 the same".utf8)
                for gateway in [first, second] {
                    gateway.services.answer(VerifyDocument.self) { _, _ in
                        VerifyDocument.Reply(valid: true, signatures: [])
                    }
                }
                first.services.hold(VerifyDocument.self)
                async let late = first.send("POST", "/api/v1/verifications", body: pdf, type: "application/pdf")
                while first.services.asked(VerifyDocument.self).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
                let held = try #require(first.services.asked(VerifyDocument.self).first).request.upload
                let quick = try await second.send("POST", "/api/v1/verifications", body: pdf, type: "application/pdf")
                #expect(quick["valid"] == true)
                #expect(try await first.store.get(held) == pdf)
                first.services.hold(VerifyDocument.self, false)
                #expect(try await late["valid"] == true)
                #expect(try await first.store.exists(held) == false)
            }
        }
    }

    @Test func `what is no document says so before anybody is asked`() async throws {
        try await RunningGateway.run { gateway in
            func send(_ bytes: Data, _ type: String = "application/pdf") async throws -> RunningGateway.Reply {
                try await gateway.send("POST", "/api/v1/verifications", body: bytes, type: type)
            }
            let empty = try await send(Data())
            #expect(empty.status == 422)
            #expect(empty["code"] == "documents.empty")
            let text = try await send(Data("hello".utf8))
            #expect(text.status == 422)
            #expect(text["code"] == "documents.not-a-pdf")
            #expect(try await send(Data("hello".utf8), "text/plain").status == 415)
            let large = try await send(Data("%PDF-".utf8) + Data(count: 11 << 20))
            #expect(large.status == 413)
            #expect(large["code"] == "documents.too-large")
            #expect(try await send(Data(count: 13 << 20)).status == 413)
            #expect(gateway.services.asked(VerifyDocument.self).isEmpty)

            gateway.services.answer(VerifyDocument.self) { _, _ in
                throw Refusal.invalid("documents.damaged", fields: ["file": "documents.damaged"])
            }
            let truncated = try await send(Data("%PDF-1.7 trunc".utf8))
            #expect(truncated.status == 422)
            #expect(truncated["code"] == "documents.damaged")
        }
    }

    @Test func `the trust anchor and the revocations are there for everybody`() async throws {
        try await RunningGateway.run { gateway in
            gateway.services.answer(GetTrustAnchor.self) { _, _ in
                GetTrustAnchor.Reply(rootPEM: "-----BEGIN CERTIFICATE-----\n", revocationList: Data([0x30, 0x00]))
            }
            let root = try await gateway.send("GET", "/api/v1/ca/root.pem")
            #expect(root.body.starts(with: Data("-----BEGIN".utf8)))
            let list = try await gateway.send("GET", "/api/v1/ca/crl.der")
            #expect(list.body == Data([0x30, 0x00]))
            #expect(list.header("Content-Type") == "application/pkix-crl")
        }
    }
}
