import Foundation
import OutboundHTTP

/// moto's S3 server on a free port, checking signatures (`pip install 'moto[server]'`).
///
/// moto accepts anything until it is told after how many calls to begin checking: the first three make a user.
final class MotoServer: Sendable {
    let endpoint: String
    let accessKey: String
    let secretKey: String
    private let process: Process

    static let isInstalled: Bool = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/moto_server") }
    }()

    struct Unusable: Error {
        let reason: String
    }

    init() async throws {
        let port = try Self.freePort()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["moto_server", "-H", "127.0.0.1", "-p", "\(port)"]
        var environment = ProcessInfo.processInfo.environment
        environment["INITIAL_NO_AUTH_ACTION_COUNT"] = "3"
        process.environment = environment
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process = process
        self.endpoint = "http://127.0.0.1:\(port)"
        do {
            (accessKey, secretKey) = try await Self.makeUser(at: endpoint)
        } catch {
            Self.end(process)
            throw error
        }
    }

    func stop() {
        Self.end(process)
    }

    /// Kills rather than asks: a child started from a task's thread inherits a mask that blocks SIGTERM.
    private static func end(_ process: Process) {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    private static func makeUser(at endpoint: String) async throws -> (String, String) {
        let client = OutboundHTTPClient(allowedHosts: AllowedHosts([endpoint]))
        for attempt in 0... {
            guard attempt < 300 else { throw Unusable(reason: "moto_server did not start") }
            let page = OutboundRequest(method: .get, url: "\(endpoint)/moto-api/data.json", timeout: .seconds(5))
            if let reply = try? await client.send(page), reply.isSuccess { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        _ = try await call("CreateUser", at: endpoint, client)
        let keys = try await call("CreateAccessKey", at: endpoint, client)
        let policy = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#
        let encoded = policy.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        _ = try await call("PutUserPolicy&PolicyName=all&PolicyDocument=\(encoded)", at: endpoint, client)
        return (try value(of: "AccessKeyId", in: keys), try value(of: "SecretAccessKey", in: keys))
    }

    private static func call(_ action: String, at endpoint: String, _ client: OutboundHTTPClient) async throws -> String
    {
        let request = OutboundRequest(
            method: .post,
            url: "\(endpoint)/",
            headers: [
                "Content-Type": "application/x-www-form-urlencoded",
                "Authorization": "AWS4-HMAC-SHA256 Credential=none/20250101/us-east-1/iam/aws4_request,"
                    + "SignedHeaders=host,Signature=none",
            ],
            body: Data("Version=2010-05-08&UserName=tester&Action=\(action)".utf8)
        )
        let reply = try await client.send(request)
        let text = String(decoding: reply.body, as: UTF8.self)
        guard reply.isSuccess else { throw Unusable(reason: text) }
        return text
    }

    private static func value(of element: String, in text: String) throws -> String {
        guard let start = text.range(of: "<\(element)>"), let end = text.range(of: "</\(element)>")
        else { throw Unusable(reason: "no \(element)") }
        return String(text[start.upperBound..<end.lowerBound])
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
