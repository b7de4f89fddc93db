import Foundation

/// The files that are made from the messages' sources: what Swift does not make by itself for `package` structs.
struct MessageIndex {
    /// Where they lie, below the sources.
    static let made = "Made"
    private static let head = """
        // Made from the other folders of Messages by `swift run MessageIndex`; never edited by hand.
        """

    private var sources: [(name: String, imports: [String], structs: [SourceStruct])] = []

    /// Reads all sources below a folder but those that were made.
    init(of folder: URL) throws {
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        for path in paths.sorted() where path.hasSuffix(".swift") && !path.hasPrefix(Self.made + "/") {
            let source = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
            let structs = try SourceStruct.all(in: source, file: path)
            let named = Set(structs.filter { !$0.hasInitializer }.flatMap(\.typeNames))
            let imports = source.matches(of: #/(?m)^package import (\w+)$/#).map { String($0.1) }
            let needed = try imports.filter { try !named.isDisjoint(with: Self.types(of: $0, beside: folder)) }
            sources.append((name, needed, structs))
        }
    }

    /// The types of a module that messages are made of; an import that none of them needs is an error to the compiler.
    private static func types(of module: String, beside folder: URL) throws -> Set<String> {
        if module == "Foundation" { return ["Data", "Date"] }
        let sources = folder.deletingLastPathComponent().appending(path: module)
        let paths = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        var types: Set<String> = []
        for path in paths where path.hasSuffix(".swift") {
            let source = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            types.formUnion(source.matches(of: #/package (?:struct|enum|typealias) (\w+)/#).map { String($0.1) })
        }
        return types
    }

    /// Texts by the name of their file.
    var files: [String: String] {
        var files = ["EveryMessage.swift": everyMessage]
        for source in sources {
            let initializers = source.structs.filter { !$0.hasInitializer }.map(\.initializer)
            if initializers.isEmpty { continue }
            let imports = source.imports.map { "package import \($0)" }.joined(separator: "\n")
            let parts = ["\(Self.head)\n//\n\(Self.why)", imports] + initializers
            files["\(source.name)+Initializers.swift"] =
                parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
        }
        return files
    }

    /// What is to be written, or removed where there is no text, until the folder has these files and no other.
    func stale(in folder: URL) throws -> [URL: String?] {
        let made = folder.appending(path: Self.made)
        let there = (try? FileManager.default.contentsOfDirectory(atPath: made.path)) ?? []
        var stale: [URL: String?] = [:]
        for name in Set(there).union(files.keys) {
            let file = made.appending(path: name)
            let text = files[name]
            if try text == nil || !there.contains(name) || String(contentsOf: file, encoding: .utf8) != text {
                stale.updateValue(text, forKey: file)
            }
        }
        return stale
    }

    private static let why = """
        // Swift makes initialisers of structs for their own module only. Those here are for the others: their last
        // parameter, which nobody gives, and the attribute keep them apart from Swift's own.
        """

    private var everyMessage: String {
        let lists = [list("commands", of: "Command"), list("queries", of: "Query"), list("events", of: "Event")]
        return """
            \(Self.head)

            /// Every message there is.
            package enum EveryMessage {
            \(lists.joined(separator: "\n\n"))
            }

            """
    }

    private func list(_ name: String, of kind: String) -> String {
        let types = sources.flatMap(\.structs).filter { found in
            found.type != nil && found.conformances.contains { $0 == kind || $0 == "Paged\(kind)" }
        }
        let lines = types.map(\.name).sorted().map { "        \($0).self,\n" }.joined()
        return "    package static let \(name): [any \(kind).Type] = [\n\(lines)    ]"
    }
}

extension SourceStruct {
    /// An extension with the memberwise initialiser, in the form that the formatter leaves alone.
    fileprivate var initializer: String {
        let parameters =
            properties.map { property in
                "\(property.name): \(property.type)" + (property.fallback.map { " = \($0)" } ?? "")
            } + ["_: Never? = nil"]
        let oneLine = "    package init(\(parameters.joined(separator: ", "))) {"
        let head =
            oneLine.count <= 120
            ? oneLine
            : "    package init(\n" + parameters.map { "        \($0)" }.joined(separator: ",\n") + "\n    ) {"
        let body = properties.map { "        self.\($0.name) = \($0.name)\n" }.joined()
        return "extension \(name) {\n    @_disfavoredOverload\n\(head)\(body.isEmpty ? "" : "\n\(body)    ")}\n}"
    }
}
