import Foundation
import Glibc
import Messages
import Testing

@testable import Gateway
@testable import Web

@Suite struct `Room for files that are being sent` {
    @Test func `is not taken by who sends drop by drop`() async throws {
        try await RunningGateway.run { gateway in
            gateway.services.answer(VerifyDocument.self) { _, _ in VerifyDocument.Reply(valid: false, signatures: []) }
            let slow = try (0..<150).map { _ in try Self.begin(gateway.port, size: 9 << 20, sent: 1_000) }
            defer { for connection in slow { close(connection) } }
            let reply = try await gateway.send(
                "POST",
                "/api/v1/verifications",
                body: Data("%PDF-1.7 signed".utf8),
                type: "application/pdf"
            )
            #expect(reply.status == 200)
        }
    }

    @Test func `goes from who has stopped sending to who sends`() async throws {
        try await RunningGateway.run { gateway in
            gateway.services.answer(VerifyDocument.self) { _, _ in VerifyDocument.Reply(valid: false, signatures: []) }
            let stopped = try (0..<7).map { _ in try Self.begin(gateway.port, size: 9 << 20, sent: 200_000) }
            defer { for connection in stopped { close(connection) } }
            let file = Data("%PDF-1.7".utf8) + Data(count: 9 << 20)
            var statuses: [Int] = []
            repeat {
                try await Task.sleep(for: .milliseconds(200))
                statuses.append(
                    try await gateway.send("POST", "/api/v1/verifications", body: file, type: "application/pdf").status
                )
            } while statuses.last == 503 && statuses.count < 100
            #expect(statuses.last == 200)
        }
    }

    @Test func `has an end that is said at once, and is free again afterwards`() async throws {
        try await RunningGateway.run { gateway in
            gateway.services.answer(VerifyDocument.self) { _, _ in VerifyDocument.Reply(valid: false, signatures: []) }
            gateway.services.hold(VerifyDocument.self)
            let file = Data("%PDF-1.7".utf8) + Data(count: 9 << 20)
            let send: @Sendable () async throws -> Int = {
                try await gateway.send("POST", "/api/v1/verifications", body: file, type: "application/pdf").status
            }
            try await withThrowingTaskGroup(of: Int.self) { tasks in
                for _ in 0..<20 { tasks.addTask { try await send() } }
                var refused = 0
                // Seven of nine MiB find room in sixty-four.
                while refused < 13, let status = try await tasks.next() {
                    #expect(status == 503)
                    refused += 1
                }
                gateway.services.hold(VerifyDocument.self, false)
                for try await status in tasks { #expect(status == 200) }
            }
            #expect(try await send() == 200)
        }
    }

    /// Begins to send a file and leaves it at that; returns the connection.
    private static func begin(_ port: Int, size: Int, sent: Int) throws -> Int32 {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(connected == 0)
        let head = """
            POST /api/v1/verifications HTTP/1.1\r
            Host: gateway.test\r
            Content-Type: application/pdf\r
            Content-Length: \(size)\r
            \r

            """
        let bytes = Data(head.utf8) + Data("%PDF-1.7".utf8) + Data(count: sent)
        let written = bytes.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
        try #require(written == bytes.count)
        return connection
    }
}
