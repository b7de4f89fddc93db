import Foundation

/// The file that is made from the messages' sources: what Swift does not make by itself for `package` structs.
struct MessageIndex {
    private let structs: [SourceStruct]
    private let imports: Set<String>

    /// Reads all sources below a folder but the index itself.
    init(of folder: URL, except index: String) throws {
        var structs: [SourceStruct] = []
        var imports: Set<String> = []
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        for path in paths.sorted() where path.hasSuffix(".swift") && path != index {
            let source = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            structs += try SourceStruct.all(in: source, file: path)
            imports.formUnion(source.matches(of: #/(?m)^(?:package )?import (\w+)$/#).map { String($0.1) })
        }
        self.structs = structs
        self.imports = imports
    }

    var text: String {
        let head = """
            // Made from the other files of this folder by `swift run MessageIndex`; never edited by hand.
            //
            // Swift makes initialisers of structs for their own module only. Those here are for the others: their last
            // parameter, which nobody gives, and the attribute keep them apart from Swift's own.
            """
        let imports = imports.sorted().map { "package import \($0)" }.joined(separator: "\n")
        let lists = [list("commands", of: "Command"), list("queries", of: "Query"), list("events", of: "Event")]
        let every = """
            /// Every message there is.
            package enum EveryMessage {
            \(lists.joined(separator: "\n\n"))
            }
            """
        let initializers = structs.filter { !$0.hasInitializer }.map(\.initializer)
        return ([head, imports, every] + initializers).joined(separator: "\n\n") + "\n"
    }

    private func list(_ name: String, of kind: String) -> String {
        let types = structs.filter { found in
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
