import Foundation
import HTTPTypes

/// The description of the JSON interface by OpenAPI 3.1, made from the same table that serves it.
enum OpenAPIDocument {
    static func make(_ endpoints: [Endpoint], url: String) -> Data {
        var paths: [String: JSONValue] = [:]
        for endpoint in endpoints {
            guard let description = endpoint.description else { continue }
            var operations = paths[endpoint.path]?.members ?? [:]
            operations[endpoint.method.rawValue.lowercased()] = operation(endpoint, description)
            paths[endpoint.path] = .object(operations)
        }
        let document: JSONValue = [
            "openapi": "3.1.0",
            "info": [
                "title": "穗约", "version": "1",
                "description":
                    "JSON interface of the electronic labour-contract service. Times are RFC 3339, lists are {items, next}.",
            ],
            "servers": [["url": .string(url)]],
            "security": [["bearer": []], ["cookie": [], "csrf": []]],
            "paths": .object(paths),
            "components": components,
        ]
        return document.canonical
    }

    private static func operation(_ endpoint: Endpoint, _ description: EndpointDescription) -> JSONValue {
        var operation: [String: JSONValue] = [
            "summary": .string(description.summary),
            "operationId": .string(operationID(endpoint)),
            "tags": [.string(tag(endpoint))],
            "responses": responses(endpoint, description),
        ]
        let parameters = parameters(endpoint, description)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let body = requestBody(endpoint, description) { operation["requestBody"] = body }
        if endpoint.access == .anyone { operation["security"] = [] }
        return .object(operation)
    }

    private static func parameters(_ endpoint: Endpoint, _ description: EndpointDescription) -> [JSONValue] {
        var parameters: [JSONValue] = endpoint.path.matches(of: /\{([A-Za-z]+)\}/).map { match in
            let name = String(match.1)
            let schema: JSONValue =
                switch name {
                case "code": ["type": "string"]
                case "page": ["type": "integer", "minimum": 1]
                default: ["type": "string", "format": "uuid"]
                }
            return ["name": .string(name), "in": "path", "required": true, "schema": schema]
        }
        if endpoint.method == .get, let input = description.input {
            parameters += input.fields().map { field in
                [
                    "name": .string(field.name), "in": "query", "required": .bool(field.isRequired),
                    "schema": field.schema,
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
            let schema: JSONValue = ["schema": InputSchema.object(input.fields())]
            return ["required": true, "content": ["application/json": schema]]
        }
    }

    private static func responses(_ endpoint: Endpoint, _ description: EndpointDescription) -> JSONValue {
        var success: [String: JSONValue] = ["description": .string(description.status.reasonPhrase)]
        switch description.output {
        case .nothing: break
        case .json(let type):
            success["content"] = ["application/json": ["schema": SchemaReader.schema(of: type)]]
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

    private static let components: JSONValue = [
        "securitySchemes": [
            "bearer": ["type": "http", "scheme": "bearer"],
            "cookie": ["type": "apiKey", "in": "cookie", "name": "__Host-suiyue-session"],
            "csrf": [
                "type": "apiKey", "in": "header", "name": "X-CSRF-Token",
                "description": "Needed with the cookie for whatever changes something.",
            ],
        ],
        "parameters": [
            "IdempotencyKey": [
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "The same key and body gives the same answer again; another body is refused with 409.",
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
                "headers": ["Location": ["schema": ["type": "string"]]],
                "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Operation"]]],
            ],
        ],
        "schemas": [
            "Problem": [
                "type": "object",
                "required": ["type", "title", "status", "code", "detail", "requestID"],
                "properties": [
                    "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
                    "code": ["type": "string", "description": "stable, for programs"],
                    "detail": ["type": "string", "description": "for people, in Chinese"],
                    "fields": fieldTexts("what is wrong with each field, for people"),
                    "fieldCodes": fieldTexts("the same by stable code, for programs"),
                    "retryAt": ["type": "string", "format": "date-time"], "requestID": ["type": "string"],
                ],
            ],
            "Operation": SchemaReader.schema(of: OperationState.self),
        ],
    ]
}
