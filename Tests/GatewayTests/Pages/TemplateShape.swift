import Foundation
import Mustache
@_spi(Reflection) import Swift

@testable import Web

/// The names of the templates against the types that fill them: what neither has is a hole, a nil optional is none.
final class TemplateShape {
    private let templates: [String: MustacheTemplate]
    /// The names of the controls in each.
    private let controls: [String: Set<String>]
    private let keys: [String: Set<String>]
    /// Of the page that is looked through: its templates, and the controls that they ask the form about.
    private var page: (files: Set<String>, asked: Set<[String]>) = ([], [])
    /// What was found missing, by template.
    private(set) var holes: Set<String> = []
    /// The templates that were looked through.
    private(set) var seen: Set<String> = []

    private typealias Block = (template: MustacheTemplate, file: String)

    /// `keys` are those that a dictionary of a name has on one page or another.
    init(_ folder: URL, keys: [String: Set<String>]) throws {
        var templates: [String: MustacheTemplate] = [:]
        var controls: [String: Set<String>] = [:]
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        for path in paths where path.hasSuffix(".mustache") {
            let file = folder.appending(path: path)
            let text = try String(contentsOf: file, encoding: .utf8)
            let name = file.deletingPathExtension().lastPathComponent
            templates[name] = try MustacheTemplate(string: text)
            let inputs = text.matches(of: #/name="([A-Za-z]+)"|\{\{\$id\}\}([A-Za-z]+)\{\{/id\}\}/#)
            controls[name] = Set(inputs.map { String($0.1 ?? $0.2 ?? "") })
        }
        self.templates = templates
        self.controls = controls
        self.keys = keys
    }

    var names: Set<String> { Set(templates.keys) }

    /// Looks through a page, with everything it is made of.
    func check(_ name: String, model: Any.Type) {
        page = ([], [])
        look(named: name, [PageFrame.self, model], [:])
        let known = page.files.reduce(into: Set<String>()) { $0.formUnion(controls[$1] ?? []) }
        for asked in page.asked where !known.contains(asked[1]) { holes.insert("\(asked[0]): fields.\(asked[1])") }
    }

    private func look(named name: String, _ stack: [Any.Type], _ blocks: [String: Block]) {
        guard let template = templates[name] else {
            holes.insert("\(name): no such template")
            return
        }
        seen.insert(name)
        page.files.insert(name)
        look(template, in: name, stack, blocks)
    }

    private func look(_ template: MustacheTemplate, in file: String, _ stack: [Any.Type], _ blocks: [String: Block]) {
        let tokens =
            Mirror(reflecting: template).descendant("tokens").map { Mirror(reflecting: $0).children } ?? .init([])
        for token in tokens {
            guard let (kind, content) = Mirror(reflecting: token.value).children.first, let kind else { continue }
            let parts = Mirror(reflecting: content).children
            func part<Value>(_ label: String, _: Value.Type = Value.self) -> Value? {
                parts.first { $0.label == label }?.value as? Value
            }
            switch kind {
            case "text", "contentType", "blockDefinition": continue
            case "variable", "unescapedVariable": _ = type(of: part("name") ?? "", in: file, stack)
            case "section":
                guard let inner: MustacheTemplate = part("template") else { continue }
                let name = part("name") ?? ""
                // The place in a loop, such as `first()`.
                if name.isEmpty { look(inner, in: file, stack, blocks) }
                guard !name.isEmpty, let type = type(of: name, in: file, stack) else { continue }
                look(inner, in: file, type == Bool.self ? stack : stack + [type], blocks)
            case "invertedSection":
                guard let inner: MustacheTemplate = part("template") else { continue }
                _ = type(of: part("name") ?? "", in: file, stack)
                look(inner, in: file, stack, blocks)
            case "blockExpansion":
                let own = part("default", MustacheTemplate.self).map { ($0, file) }
                if let block = blocks[part("name") ?? ""] ?? own { look(block.0, in: block.1, stack, blocks) }
            case "partial":
                let given = part("inherits", [String: MustacheTemplate].self) ?? [:]
                let all = blocks.merging(given.mapValues { ($0, file) }) { _, new in new }
                look(named: part(".0") ?? "", stack, all)
            default: holes.insert("\(file): \(kind) is not looked through")
            }
        }
    }

    /// What stands under a name, unwrapped; the item when it is a list.
    private func type(of name: String, in file: String, _ stack: [Any.Type]) -> Any.Type? {
        if name == "." || name.isEmpty { return stack.last }
        let path = name.split(separator: ".").map(String.init)
        // A dot in front asks the innermost object only; the page's own values and the common ones are one object.
        let asked = name.hasPrefix(".") && stack.count > 2 ? stack.suffix(1) : stack[...]
        for type in asked.reversed() {
            guard let first = Self.member(path[0], of: type) else { continue }
            if path.count > 1, first == FormState.self { page.asked.insert([file, path[1]]) }
            if path.count > 1, first is any Keyed.Type, keys[path[0]]?.contains(path[1]) != true { break }
            let found = path.dropFirst().reduce(first as Any.Type?) { type, name in
                type.flatMap { Self.member(name, of: $0) }
            }
            if let found { return found }
            break
        }
        holes.insert("\(file): \(name)")
        return nil
    }

    private static func member(_ name: String, of type: Any.Type) -> Any.Type? {
        // A form answers for every control, a dictionary for every key.
        if type == FormState.self { return ShownField.self }
        if let keyed = type as? any Keyed.Type { return unwrapped(keyed.value) }
        var found: Any.Type?
        _ = _forEachField(of: type) { field, _, type, _ in
            if String(cString: field) == name { found = type }
            return found == nil
        }
        return found.map(unwrapped)
    }

    private static func unwrapped(_ type: Any.Type) -> Any.Type {
        (type as? any Wrapping.Type).map { unwrapped($0.inner) } ?? type
    }
}

private protocol Wrapping {
    static var inner: Any.Type { get }
}

extension Optional: Wrapping {
    fileprivate static var inner: Any.Type { Wrapped.self }
}

extension Array: Wrapping {
    fileprivate static var inner: Any.Type { Element.self }
}

private protocol Keyed {
    static var value: Any.Type { get }
}

extension Dictionary: Keyed {
    fileprivate static var value: Any.Type { Value.self }
}
