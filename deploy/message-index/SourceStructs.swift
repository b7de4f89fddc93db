import Foundation

/// A struct of the messages' sources as far as an initialiser needs to know it.
struct SourceStruct {
    struct Property {
        let name: String
        let type: String
        /// Swift source; nil when a value must be given.
        let fallback: String?
    }

    /// With the structs it lies in, such as `ListContracts.Reply`.
    let name: String
    /// What its declaration says it conforms to.
    let conformances: [String]
    var properties: [Property] = []
    /// The wire name, for a message.
    var type: String?
    var hasInitializer = false
    /// Where a stored property stands that other modules cannot be given.
    var hidden: Int?

    /// Names in the types of its properties.
    var typeNames: [String] {
        properties.flatMap { $0.type.matches(of: #/\w+/#).map { String($0.0) } }
    }

    var isMessage: Bool { conformances.contains { ["Command", "Query", "PagedQuery", "Event"].contains($0) } }

    /// Whether it travels, alone or as a part.
    var isSent: Bool {
        !["Codable", "Command", "Query", "PagedQuery", "Event"].allSatisfy { !conformances.contains($0) }
    }
}

/// What cannot be made an initialiser of; names the place.
struct SourceProblem: Error, CustomStringConvertible {
    let description: String
}

extension SourceStruct {
    /// Reads the `package` structs of a source file, whose form the formatter guarantees: one declaration a line.
    static func all(in source: String, file: String) throws(SourceProblem) -> [SourceStruct] {
        var found: [SourceStruct] = []
        // The structs that are open at a line, each with the indent of its members.
        var open: [(index: Int, indent: Int)] = []
        for (number, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let text = line.drop { $0 == " " }
            let indent = line.count - text.count
            while let last = open.last, !text.isEmpty, indent < last.indent { open.removeLast() }
            if let head = text.wholeMatch(of: #/package struct (\w+)(?:<.*>)?(?:: (.*?))? \{(\})?/#) {
                let name = (open.map { found[$0.index].name.split(separator: ".").last ?? "" } + [head.1])
                let conformances = (head.2 ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                found.append(SourceStruct(name: name.joined(separator: "."), conformances: conformances))
                if head.3 == nil { open.append((found.count - 1, indent + 4)) }
                continue
            }
            if text.contains(#/^(@\w+ )?package struct /#) {
                throw SourceProblem(description: "\(file):\(number + 1): the head of a struct must stand on one line")
            }
            if text.contains(
                #/^(?!.*\bprotocol\b)[^\/]*\b(struct|enum|class|actor) \w+.*: .*\b(Command|Query|Event)\b.*\{/#
            ) {
                throw SourceProblem(description: "\(file):\(number + 1): a message is a `package struct`")
            }
            guard let (index, members) = open.last, indent == members else { continue }
            if let type = text.wholeMatch(of: #/package static let type = "([^"]+)"/#) {
                found[index].type = String(type.1)
            } else if text.contains(#/^(package |private )?init[?(<]/#) {
                found[index].hasInitializer = true
            } else if let property = text.wholeMatch(of: #/package (?:var|let) (\w+): ([^{=]+?)(?: = (.+))?/#) {
                let type = String(property.2)
                let fallback = property.3.map(String.init) ?? (type.hasSuffix("?") ? "nil" : nil)
                found[index].properties.append(Property(name: String(property.1), type: type, fallback: fallback))
            } else if text.contains(#/^package (var|let) [^{]*[:=]$/#) {
                throw SourceProblem(description: "\(file):\(number + 1): a stored property must stand on one line")
            } else if text.contains(#/^(private |package private\(set\) |@\w+ )?(var|let) /#) {
                found[index].hidden = number + 1
            }
        }
        for made in found where made.isMessage && made.type == nil {
            throw SourceProblem(description: "\(file): \(made.name) has no `package static let type = \"…\"`")
        }
        for made in found where made.isSent && !made.hasInitializer {
            guard let line = made.hidden else { continue }
            throw SourceProblem(
                description: "\(file):\(line): a stored property must be `package var` or `package let`"
            )
        }
        return found.filter { ($0.hidden == nil && !$0.hasInitializer) || $0.type != nil }
    }
}
