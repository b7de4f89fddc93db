import Foundation

/// A Codable value kept in a json or jsonb column; dates are seconds since 1970.
package struct PostgresJSON<Value: Sendable>: Sendable {
    package let value: Value

    package init(_ value: Value) {
        self.value = value
    }
}

extension PostgresJSON: PostgresEncodable where Value: Encodable {
    package static var postgresType: UInt32 { PostgresType.jsonb }

    package var postgresBind: PostgresBind {
        do {
            let text = String(decoding: try JSONCoding.encoder().encode(value), as: UTF8.self)
            return PostgresBind(type: Self.postgresType, payload: .text(text))
        } catch {
            return PostgresBind(type: Self.postgresType, payload: .invalid("\(Value.self) cannot be written as JSON"))
        }
    }
}

extension PostgresJSON: PostgresDecodable where Value: Decodable {
    package static func decode(_ cell: PostgresCell) throws -> PostgresJSON {
        do {
            return PostgresJSON(try JSONCoding.decoder().decode(Value.self, from: Data(cell.jsonBytes)))
        } catch {
            throw cell.mismatch("\(Value.self) as JSON")
        }
    }
}

enum JSONCoding {
    static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        return decoder
    }
}
