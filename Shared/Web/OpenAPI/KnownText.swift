import Foundation
import Identifiers

/// What texts look like in the public contract, by the names that inputs and answers give them everywhere.
///
/// All examples belong to nobody; their check digits are right, so that a client can try them.
struct KnownText: Sendable {
    /// Where in the contract a text stands.
    enum Place: Sendable {
        case parameter
        case body
        case answer
    }

    let example: String
    /// How an answer shows it, where it is not shown in full.
    var shown: String?
    /// Holds for what is sent in a body; a query may ask for a part, an answer may be masked.
    var pattern: String?
    /// Holds everywhere.
    var format: String?
    /// Always there in an answer, null when there is nothing to tell.
    var isNullable = false

    static let all: [String: KnownText] = [
        "address": KnownText(example: "广州市天河区示例路 1 号"),
        "code": KnownText(example: "283905", pattern: "^[0-9]{6}$"),
        "cursor": KnownText(example: cursor),
        "employeeName": KnownText(example: "测试甲"),
        "employeePhone": KnownText(example: phone, shown: Masks.phone(phone)),
        "enterpriseName": KnownText(example: "示例科技有限公司"),
        "from": KnownText(example: "2027-01-04"),
        "idNumber": KnownText(example: idNumber, shown: Masks.idNumber(idNumber)),
        "link": KnownText(example: "/contracts/\(id)", format: "uri-reference"),
        "name": KnownText(example: "示例"),
        "next": KnownText(example: cursor, isNullable: true),
        "number": KnownText(example: "HT-2027-000001"),
        "password": KnownText(example: "an-example-of-2027", format: "password"),
        "phone": KnownText(example: phone, shown: Masks.phone(phone), pattern: "^1[3-9][0-9]{9}$"),
        "relation": KnownText(example: "母亲"),
        "sha256": KnownText(example: String(repeating: "0a1b2c3d", count: 8)),
        "signer": KnownText(example: "测试甲"),
        "to": KnownText(example: "2027-01-31T18:00:00+08:00"),
        "uscc": KnownText(
            example: "91440101MA0000001Q",
            pattern: "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$"
        ),
        "url": KnownText(example: "https://suiyue.example/i/x7Kp2", format: "uri"),
    ]

    private static let phone = "13800000001"
    private static let idNumber = "110105199001010010"
    private static let cursor = "XLmP4gGUHylPfHAAgAAAAAAAAAAB"
    private static let id = "01941f29-7c00-7000-8000-000000000001"

    /// A schema with what is known of its texts, in all depths; `name` is the property's that has it.
    static func dress(_ schema: JSONValue, name: String = "", in place: Place) -> JSONValue {
        guard var members = schema.members else { return schema }
        if let properties = members["properties"]?.members {
            let dressed = properties.map { ($0.key, dress($0.value, name: $0.key, in: place)) }
            members["properties"] = .object(Dictionary(dressed) { first, _ in first })
        }
        if case .array(let parts) = members["allOf"] { members["allOf"] = .array(parts.map { dress($0, in: place) }) }
        if let items = members["items"] { members["items"] = dress(items, in: place) }
        guard members["type"] == "string", members["enum"] == nil else { return .object(members) }
        switch members["format"] {
        case "uuid": members["examples"] = [.string(id)]
        case "date-time": members["examples"] = ["2027-01-04T02:12:00Z"]
        default:
            guard let known = all[name] else { break }
            members["examples"] = [.string(place == .answer ? known.shown ?? known.example : known.example)]
            if let format = known.format { members["format"] = .string(format) }
            if place == .answer, known.isNullable { members["type"] = ["string", "null"] }
            if place == .body, let pattern = known.pattern { members["pattern"] = .string(pattern) }
        }
        return .object(members)
    }
}
