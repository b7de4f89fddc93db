import Foundation
import HTTPTypes
import Testing

@testable import Gateway
@testable import Web

@Suite struct `Describing itself` {
    private static let validator = "openapi_spec_validator"

    /// Whether `pip install openapi-spec-validator` has been done for the `python3` of the path.
    private static let canValidate = run(["python3", "-c", "import \(validator)"]).status == 0

    @Test func `the description names every endpoint of the table with its input and answer`() async throws {
        try await RunningGateway.run { gateway in
            let reply = try await gateway.send("GET", "/openapi.json")
            #expect(reply.status == 200)
            #expect(reply["openapi"] == "3.1.0")
            let paths = try #require(reply["paths"].members)
            for endpoint in try RunningGateway.endpoints() where endpoint.description != nil {
                #expect(paths[endpoint.path]?.members?[endpoint.method.rawValue.lowercased()] != nil)
            }
            let login = paths["/api/v1/sessions"]?.members?["post"]
            let schema = try Self.dig(login, "requestBody", "content", "application/json", "schema")
            #expect(try Self.dig(schema, "properties", "side", "enum") == ["employer", "worker", "regulator"])
            let answer = try Self.dig(login, "responses", "201", "content", "application/json", "schema")
            #expect(try Self.dig(answer, "properties", "expiresAt", "format") == "date-time")
            #expect(try Self.dig(answer, "properties", "enterprises", "items", "properties", "id", "format") == "uuid")
            let required = try Self.dig(answer, "required")
            #expect(required == ["account", "enterprises", "expiresAt", "person", "side"])
            let problem = try Self.dig(reply.json, "components", "schemas", "Problem", "properties")
            #expect(try Self.dig(problem, "fieldCodes", "additionalProperties", "type") == "string")
        }
    }

    @Test func `names of operations are unique`() throws {
        let endpoints = try RunningGateway.endpoints()
        let document = try OpenAPIDocument.make(endpoints)
        let ids = (document.members?["paths"]?.members ?? [:]).values.flatMap { path in
            (path.members ?? [:]).values.compactMap { $0.members?["operationId"]?.scalarText }
        }
        #expect(ids.count == Set(ids).count)
        #expect(ids.count == endpoints.count { $0.description != nil })
    }

    @Test(.enabled(if: canValidate, "openapi-spec-validator is not installed"))
    func `an independent judge finds the description valid`() throws {
        let verdict = Self.run(["python3", "-m", Self.validator, PublicContract.file.path])
        #expect(verdict.status == 0, "\(verdict.output)")
    }

    private static func dig(_ value: JSONValue?, _ names: String...) throws -> JSONValue {
        try names.reduce(try #require(value)) { try #require($0.members?[$1]) }
    }

    private static func run(_ arguments: [String]) -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        guard (try? process.run()) != nil else { return (-1, "python3 is not there") }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

@Suite struct `Files for browsers` {
    @Test func `a file is known by its content's mark and nothing else is served`() async throws {
        let directory = NSTemporaryDirectory() + "/public-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try FileManager.default.createDirectory(atPath: directory + "/styles", withIntermediateDirectories: true)
        try Data("body{}".utf8).write(to: URL(fileURLWithPath: directory + "/styles/base.css"))
        try Data("secret".utf8).write(to: URL(fileURLWithPath: directory + "/notes.key"))
        try await RunningGateway.run(publicDirectory: directory) { gateway in
            let plain = try await gateway.send("GET", "/public/styles/base.css")
            #expect(plain.status == 200)
            #expect(plain.header("Content-Type") == "text/css; charset=utf-8")
            let tag = try #require(plain.header("ETag"))
            let again = try await gateway.send("GET", "/public/styles/base.css", headers: ["If-None-Match": tag])
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
            // What it kept says so already.
            #expect(plain.header("Content-Security-Policy") != nil && again.header("Content-Security-Policy") == nil)
            #expect(plain.header("Cache-Control") == "public, max-age=300")
            for path in ["/public/notes.key", "/public/", "/public/%2e%2e/notes.key", "/public/styles"] {
                #expect(try await gateway.send("GET", path).status == 404, "\(path)")
            }
            #expect(try await gateway.send("GET", "/healthz").status == 200)
            #expect(try await gateway.send("GET", "/readyz").status == 200)
        }
    }
}
