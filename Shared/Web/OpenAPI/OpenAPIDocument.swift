import Foundation
import HTTPTypes

/// The description of the JSON interface by OpenAPI 3.1, made from the same table that serves it.
enum OpenAPIDocument {
    /// Without `url` the description of every installation; fails when the JSON of an answer cannot be told.
    static func make(_ endpoints: [Endpoint], url: String? = nil) throws -> JSONValue {
        var paths: [String: JSONValue] = [:]
        for endpoint in endpoints {
            guard let description = endpoint.description else { continue }
            var operations = paths[endpoint.path]?.members ?? [:]
            operations[endpoint.method.rawValue.lowercased()] = try operation(endpoint, description)
            paths[endpoint.path] = .object(operations)
        }
        var document: [String: JSONValue] = [
            "openapi": "3.1.0",
            "info": [
                "title": "穗约", "version": "1",
                "description":
                    "JSON interface of the electronic labour-contract service. Times are RFC 3339, lists are {items, next}.",
            ],
        ]
        var forms: [String: JSONValue] = [:]
        document["paths"] = FormSchemas.lifted(.object(paths), into: &forms)
        document["components"] = try components(forms)
        if let url { document["servers"] = [["url": .string(url)]] }
        return .object(document)
    }

    private static func operation(_ endpoint: Endpoint, _ description: EndpointDescription) throws -> JSONValue {
        var operation: [String: JSONValue] = [
            "summary": .string(description.summary),
            "operationId": .string(operationID(endpoint)),
            "tags": [.string(tag(endpoint))],
            "responses": try responses(endpoint, description),
            "security": security(endpoint),
        ]
        let parameters = parameters(endpoint, description)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let body = requestBody(endpoint, description) { operation["requestBody"] = body }
        return .object(operation)
    }

    /// Whoever comes with a cookie must show for a change that the request is their own.
    private static func security(_ endpoint: Endpoint) -> JSONValue {
        switch endpoint.access {
        case .anyone: []
        case .account: [["bearer": []], endpoint.changesSomething ? ["cookie": [], "csrf": []] : ["cookie": []]]
        }
    }

    private static func parameters(_ endpoint: Endpoint, _ description: EndpointDescription) -> [JSONValue] {
        var parameters: [JSONValue] = endpoint.path.matches(of: /\{([A-Za-z]+)\}/).map { match in
            let name = String(match.1)
            let schema: JSONValue =
                switch name {
                case "code": ["type": "string", "examples": ["x7Kp2Wq9"]]
                case "page": ["type": "integer", "minimum": 1, "examples": [1]]
                default: ["type": "string", "format": "uuid"]
                }
            let dressed = KnownText.dress(schema, in: .parameter)
            return ["name": .string(name), "in": "path", "required": true, "schema": dressed]
        }
        if endpoint.method == .get, let input = description.input {
            parameters += input.fields().map { field in
                [
                    "name": .string(field.name), "in": "query", "required": .bool(field.isRequired),
                    "schema": KnownText.dress(field.schema, name: field.name, in: .parameter),
                ]
            }
        }
        if endpoint.changesSomething { parameters.append(["$ref": "#/components/parameters/IdempotencyKey"]) }
        return parameters
    }

    private static func requestBody(_ endpoint: Endpoint, _ description: EndpointDescription) -> JSONValue? {
        switch endpoint.body {
        case .none: return nil
        case .pdf:
            let file: JSONValue = ["schema": ["type": "string", "format": "binary"]]
            return ["required": true, "content": ["application/pdf": file]]
        case .fields:
            guard let input = description.input else { return nil }
            let schema = KnownText.dress(InputSchema.object(input.fields()), in: .body)
            return ["required": true, "content": ["application/json": ["schema": schema]]]
        }
    }

    private static func responses(_ endpoint: Endpoint, _ description: EndpointDescription) throws -> JSONValue {
        var success: [String: JSONValue] = ["description": .string(description.status.reasonPhrase)]
        switch description.output {
        case .nothing: break
        case .json(let type):
            let schema = KnownText.dress(try SchemaReader.schema(of: type), in: .answer)
            success["content"] = ["application/json": ["schema": schema]]
        case .file(let type):
            success["content"] = [type: ["schema": ["type": "string", "format": "binary"]]]
        }
        var responses: [String: JSONValue] = [
            String(description.status.code): .object(success),
            "default": ["$ref": "#/components/responses/Problem"],
        ]
        // An endpoint that says 202 itself keeps its own; both carry what to do next.
        if endpoint.changesSomething, endpoint.body != .pdf, responses["202"] == nil {
            responses["202"] = ["$ref": "#/components/responses/Working"]
        }
        return .object(responses)
    }

    /// `postContractsLaunch` for `POST /api/v1/contracts/{id}/launch`.
    private static func operationID(_ endpoint: Endpoint) -> String {
        let words = endpoint.path.dropFirst("/api/v1/".count).split { "/-.".contains($0) }.map { word in
            word.hasPrefix("{") ? "By" + capital(word.dropFirst().dropLast()) : capital(word)
        }
        return endpoint.method.rawValue.lowercased() + words.joined()
    }

    private static func capital(_ word: Substring) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    private static func tag(_ endpoint: Endpoint) -> String {
        String(endpoint.path.dropFirst("/api/v1/".count).split(separator: "/").first ?? "")
    }

    private static func fieldTexts(_ about: String) -> JSONValue {
        ["type": "object", "description": .string(about), "additionalProperties": ["type": "string"]]
    }

    private static func components(_ forms: [String: JSONValue]) throws -> JSONValue {
        let schemas = [
            "Problem": problem,
            "Operation": KnownText.dress(try SchemaReader.schema(of: PendingOperationState.self), in: .answer),
        ]
        return [
            "securitySchemes": [
                "bearer": ["type": "http", "scheme": "bearer", "description": "The token that logging in gives."],
                "cookie": ["type": "apiKey", "in": "cookie", "name": .string(Cookies(isHTTPS: true).session)],
                "csrf": [
                    "type": "apiKey", "in": "header", "name": "X-CSRF-Token",
                    "description": "Needed with the cookie for whatever changes something.",
                ],
            ],
            "parameters": [
                "IdempotencyKey": [
                    "name": "Idempotency-Key", "in": "header", "required": false,
                    "description":
                        "The same key and body gives the same answer again; another body is refused with 409.",
                    "schema": ["type": "string", "maxLength": 200],
                ]
            ],
            "responses": [
                "Problem": [
                    "description": "What was refused, by RFC 9457",
                    "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
                ],
                "Working": [
                    "description": "Not answered in time; Location tells where the outcome can be asked for",
                    "headers": ["Location": ["schema": ["type": "string", "format": "uri-reference"]]],
                    "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Operation"]]],
                ],
            ],
            "schemas": .object(schemas.merging(forms) { own, _ in own }),
        ]
    }

    private static let problem: JSONValue = [
        "type": "object",
        "required": ["type", "title", "status", "code", "detail", "requestID"],
        "properties": [
            "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
            "code": [
                "type": "string", "description": "stable, for programs", "examples": ["contracts.urge-too-early"],
            ],
            "detail": ["type": "string", "description": "for people, in Chinese"],
            "fields": fieldTexts("what is wrong with each field, for people"),
            "fieldCodes": fieldTexts("the same by stable code, for programs"),
            "retryAt": ["type": "string", "format": "date-time"], "requestID": ["type": "string"],
        ],
    ]
}
