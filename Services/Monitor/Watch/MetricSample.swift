/// One line of Prometheus' text format.
struct MetricSample: Sendable, Equatable {
    let name: String
    let labels: [String: String]
    let value: Double

    /// The lines of the given names; what cannot be read is left out.
    static func read(_ text: String, names: Set<String>) -> [MetricSample] {
        text.split(separator: "\n").compactMap { line in
            let end = line.firstIndex { $0 == "{" || $0 == " " } ?? line.endIndex
            guard names.contains(String(line[..<end])) else { return nil }
            return MetricSample(line, nameEnd: end)
        }
    }

    private init?(_ line: Substring, nameEnd: Substring.Index) {
        name = String(line[..<nameEnd])
        var rest = line[nameEnd...]
        var labels: [String: String] = [:]
        if rest.first == "{" {
            rest.removeFirst()
            while let first = rest.first, first != "}" {
                guard let (label, value, after) = Self.label(rest) else { return nil }
                labels[label] = value
                rest = after
                if rest.first == "," { rest.removeFirst() }
            }
            guard !rest.isEmpty else { return nil }
            rest.removeFirst()
        }
        guard let number = rest.split(separator: " ").first.flatMap({ Double($0) }) else { return nil }
        self.labels = labels
        value = number
    }

    /// `name="value"`, in which a backslash escapes the next character.
    private static func label(_ text: Substring) -> (String, String, Substring)? {
        guard let equals = text.firstIndex(of: "=") else { return nil }
        var rest = text[text.index(after: equals)...]
        guard rest.popFirst() == "\"" else { return nil }
        var value = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return (String(text[..<equals]), value, rest)
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                value.append(escaped == "n" ? "\n" : escaped)
            default: value.append(character)
            }
        }
        return nil
    }
}
