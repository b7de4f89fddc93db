import Cryptography
import Foundation
import Operations
import ServiceBench
import Testing

@testable import Signing

struct `The authority's files` {
    private func files(_ directory: URL, passphrase: String = "correct horse") -> AuthorityFiles {
        AuthorityFiles(directory: directory, passphrase: Secret(passphrase), revocationListURL: nil)
    }

    private func withDirectory(_ body: (URL) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "suiyue-ca-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        try body(directory)
    }

    @Test func `keep the keys encrypted and readable by their owner alone`() throws {
        try withDirectory { directory in
            try files(directory).make(now: TestClock().now)
            func permissions(_ path: String) throws -> Int? {
                try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            }
            #expect(try permissions(directory.path) == 0o700)
            for name in ["root.key.pem", "timestamp.key.pem"] {
                let file = directory.appending(path: name)
                #expect(try permissions(file.path) == 0o600)
                #expect(try String(contentsOf: file, encoding: .utf8).contains("BEGIN ENCRYPTED PRIVATE KEY"))
            }
        }
    }

    @Test func `load again and sign`() throws {
        try withDirectory { directory in
            let now = TestClock().now
            try files(directory).make(now: now)
            let authority = try files(directory).load()
            let (key, certificate) = try authority.issue(
                commonName: "测试甲",
                organization: nil,
                identity: "1101*************X",
                evidence: Data(repeating: 7, count: 32),
                now: now
            )
            let digest = Digest.sha256(Data("document".utf8))
            let cms = try authority.sign(digest: digest, key: key, certificate: certificate) { now }
            let findings = DetachedCMS.inspect(cms, documentDigest: digest, trustedRoots: [authority.root], now: now)
            #expect(findings.isTrustworthy)
            #expect(findings.timestamp?.time == now)
        }
    }

    @Test func `do not open with another passphrase`() throws {
        try withDirectory { directory in
            try files(directory).make(now: TestClock().now)
            #expect(throws: (any Error).self) { _ = try files(directory, passphrase: "wrong horse").load() }
        }
    }

    @Test func `are never written over`() throws {
        try withDirectory { directory in
            try files(directory).make(now: TestClock().now)
            let root = try String(contentsOf: directory.appending(path: "root.pem"), encoding: .utf8)
            try files(directory).make(now: TestClock().now)
            #expect(try String(contentsOf: directory.appending(path: "root.pem"), encoding: .utf8) == root)
        }
    }

    @Test func `half written are not written over either`() throws {
        try withDirectory { directory in
            try files(directory).make(now: TestClock().now)
            try FileManager.default.removeItem(at: directory.appending(path: "timestamp.key.pem"))
            let root = try String(contentsOf: directory.appending(path: "root.pem"), encoding: .utf8)
            #expect(throws: AuthorityIncomplete.self) { try files(directory).make(now: TestClock().now) }
            #expect(try String(contentsOf: directory.appending(path: "root.pem"), encoding: .utf8) == root)
        }
    }
}
