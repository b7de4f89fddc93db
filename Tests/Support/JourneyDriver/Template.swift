import Foundation

/// A contract as it was drafted.
package struct Draft: Sendable {
    package let id: String
    package let name: String
    package let employeeID: String

    package init(id: String, name: String, employeeID: String) {
        self.id = id
        self.name = name
        self.employeeID = employeeID
    }
}

/// A contract template with the fields that somebody has to fill in.
package struct Template: Sendable {
    package struct Field: Sendable {
        package let key: String
        package let label: String
        package let kind: String
        package let isRequired: Bool
        package let filledBy: String
        package let options: [String]
    }

    package let id: String
    package let name: String
    package let fields: [Field]

    package init(json: JSONValue) {
        id = json["id"].text ?? ""
        name = json["name"].text ?? ""
        fields = json["fields"].items.map { field in
            Field(
                key: field["key"].text ?? "",
                label: field["label"].text ?? "",
                kind: field["kind"].text ?? "",
                isRequired: field["required"].isTrue,
                filledBy: field["filledBy"].text ?? "",
                options: field["options"].items.compactMap { $0["value"].text }
            )
        }
    }

    /// A fitting value for each required field of one party; dates follow one another by a year.
    package func values(filledBy party: String) -> [String: String] {
        var values: [String: String] = [:]
        var dates = 0
        for field in fields where field.filledBy == party && field.isRequired {
            if field.kind == "date" {
                values[field.key] = Self.day(yearsAhead: dates)
                dates += 1
            } else {
                values[field.key] = Self.value(of: field)
            }
        }
        return values
    }

    private static func value(of field: Field) -> String {
        switch field.kind {
        case "number": "15"
        case "money": "8500.00"
        case "choice": field.options.first ?? ""
        case "boolean": "true"
        case "phone": FictionalNumbers.phone(run: 0, number: 1)
        case "id-number": FictionalNumbers.residentID(run: 0, number: 1)
        default: texts[field.key] ?? "示例\(field.label)"
        }
    }

    private static let texts = [
        "position": "软件测试工程师", "workplace": "示例市虚构区", "restDays": "星期六、星期日",
        "enterpriseAddress": "示例市虚构区示范路1号",
    ]

    /// The first day of next month, or of the same month in a later year.
    private static func day(yearsAhead: Int) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let today = calendar.dateComponents([.year, .month], from: Date())
        let month = (today.month ?? 1) % 12 + 1
        let year = (today.year ?? 2026) + (month == 1 ? 1 : 0) + yearsAhead
        return "\(year)-\(month < 10 ? "0" : "")\(month)-01"
    }
}
