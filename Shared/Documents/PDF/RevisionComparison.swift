import Foundation

/// Compares two revisions of a document object by object, from the catalog on, and finds the first forbidden change.
///
/// Permitted are values and appearances of fields that no earlier signature locks, a signature in an empty signature
/// field, new invisible signature fields, and the document security store. Everything else a reader could see or run
/// must stay as it was.
struct RevisionComparison {
    private let old: PDFFile
    private let new: PDFFile
    private let policies: [SignaturePolicy]
    private let oldFields: [Int: FormFields.Field]
    private let newFields: [Int: FormFields.Field]
    private let oldPages: [Int: Int]
    private var visited: Set<Int> = []
    private var waiting: [(id: Int, generation: Int, path: String)] = []

    init(old: PDFFile, new: PDFFile, policies: [SignaturePolicy]) throws(DocumentProblem) {
        self.old = old
        self.new = new
        self.policies = policies
        oldFields = Self.byID(FormFields(of: old))
        newFields = Self.byID(FormFields(of: new))
        var pages: [Int: Int] = [:]
        for (index, page) in try old.pages().enumerated() {
            if let id = page.referencedID { pages[id] = index }
        }
        oldPages = pages
    }

    private static func byID(_ fields: FormFields) -> [Int: FormFields.Field] {
        Dictionary(fields.all.map { ($0.id, $0) }) { first, _ in first }
    }

    /// The reason of the first change that is not permitted; nil when all are.
    mutating func forbiddenChange() -> String? {
        guard case .reference(let root, let generation)? = old.trailer["Root"],
            new.trailer["Root"] == old.trailer["Root"],
            new.trailer["Encrypt"] == nil
        else { return "the catalog is replaced" }
        visited.insert(root)
        let reference = PDFValue.reference(root, generation)
        if let reason = catalogChange(old.resolve(reference), new.resolve(reference)) { return reason }
        if let reason = newContent() { return reason }
        for id in oldFields.keys.sorted() {
            guard let field = oldFields[id] else { continue }
            if let reason = fieldChange(field) { return reason }
        }
        while let (id, generation, path) = waiting.popLast() {
            if let reason = objectChange(id, generation, path) { return reason }
        }
        return nil
    }

    private mutating func catalogChange(_ before: PDFValue, _ after: PDFValue) -> String? {
        guard let before = before.dictionary, let after = after.dictionary else { return "the catalog is replaced" }
        for key in Set(before.keys).union(after.keys).sorted() {
            switch key {
            case "DSS", "Extensions", "Metadata": continue
            case "AcroForm":
                if let reason = formChange(before[key], after[key]) { return reason }
            default:
                if let reason = change(before[key] ?? .null, after[key] ?? .null, "catalog /\(key)") { return reason }
            }
        }
        return nil
    }

    private mutating func formChange(_ before: PDFValue?, _ after: PDFValue?) -> String? {
        guard let before = old.resolve(before).dictionary, let after = new.resolve(after).dictionary else {
            return "the form is replaced"
        }
        for key in Set(before.keys).union(after.keys).sorted() {
            if key == "Fields" {
                if let reason = extended(before[key], after[key], "the form's fields") { return reason }
            } else if let reason = change(before[key] ?? .null, after[key] ?? .null, "form /\(key)") {
                return reason
            }
        }
        return nil
    }

    /// A list may only grow, and only by invisible signature fields.
    private mutating func extended(_ before: PDFValue?, _ after: PDFValue?, _ path: String) -> String? {
        let earlier = old.resolve(before).array ?? []
        let later = new.resolve(after).array ?? []
        guard later.count >= earlier.count, Array(later.prefix(earlier.count)) == earlier else {
            return "\(path) changed"
        }
        for item in earlier {
            if let reason = change(item, item, path) { return reason }
        }
        for item in later.dropFirst(earlier.count) {
            guard permission >= 2, let id = item.referencedID, let field = newFields[id], field.type == "Sig",
                isInvisible(field), oldFields[id] == nil
            else { return "\(path) grew" }
        }
        return nil
    }

    private func isInvisible(_ field: FormFields.Field) -> Bool {
        let rect = new.resolve(field.entries["Rect"]).array?.compactMap { new.resolve($0).number } ?? []
        return field.entries["Rect"] == nil || rect.count == 4 && rect[0] == rect[2] && rect[1] == rect[3]
    }

    /// The strictest permission of all certifying signatures; without one, forms may be filled in.
    private var permission: Int { policies.compactMap(\.permission).min() ?? 2 }

    private mutating func fieldChange(_ before: FormFields.Field) -> String? {
        let entries = before.entries
        let reference = PDFValue.reference(before.id, before.generation)
        guard let later = new.resolve(reference).dictionary, newFields[before.id]?.name == before.name else {
            return "field \(before.name) is removed"
        }
        for key in Set(entries.keys).union(later.keys).sorted() {
            let path = "field \(before.name) /\(key)"
            guard ["V", "AP", "AS"].contains(key) else {
                if let reason = change(entries[key] ?? .null, later[key] ?? .null, path) { return reason }
                continue
            }
            guard differs(entries[key] ?? .null, later[key] ?? .null) else { continue }
            if policies.contains(where: { $0.locked.contains(before.name) }) {
                return "field \(before.name) is locked"
            }
            if permission < 2 { return "field \(before.name) changed although nothing may" }
            if before.type == "Sig", before.value != nil { return "signature \(before.name) changed" }
        }
        return nil
    }

    /// Objects written since must not do anything; what they show is judged where they are used.
    private func newContent() -> String? {
        for id in stride(from: 1, to: new.size, by: 1) where old.resolve(.reference(id, 0)) == .null {
            if let problem = ActiveContent.problem(in: new.resolve(.reference(id, 0))) {
                return "active content \(problem.detail)"
            }
        }
        return nil
    }

    // MARK: Strict comparison

    private mutating func objectChange(_ id: Int, _ generation: Int, _ path: String) -> String? {
        let before = old.object(id, generation)
        let after = new.object(id, generation)
        guard before.stream == after.stream else { return "\(path) changed" }
        guard let page = oldPages[id], let earlier = before.value.dictionary, let later = after.value.dictionary else {
            return change(before.value, after.value, path)
        }
        for key in Set(earlier.keys).union(later.keys).sorted() {
            let place = "page \(page + 1) /\(key)"
            if key == "Annots" {
                if let reason = extended(earlier[key], later[key], place) { return reason }
            } else if let reason = change(earlier[key] ?? .null, later[key] ?? .null, place) {
                return reason
            }
        }
        return nil
    }

    /// Compares two values; objects they refer to are compared later, each once.
    private mutating func change(_ before: PDFValue, _ after: PDFValue, _ path: String) -> String? {
        switch (before, after) {
        case (.reference(let id, let generation), .reference(let otherID, let otherGeneration)):
            guard id == otherID, generation == otherGeneration else { return "\(path) changed" }
            // Fields are compared by their own rules wherever they are met.
            if oldFields[id] == nil, visited.insert(id).inserted { waiting.append((id, generation, path)) }
            return nil
        case (.array(let earlier), .array(let later)):
            guard earlier.count == later.count else { return "\(path) changed" }
            for (one, other) in zip(earlier, later) {
                if let reason = change(one, other, path) { return reason }
            }
            return nil
        case (.dictionary(let earlier), .dictionary(let later)):
            guard earlier.count == later.count else { return "\(path) changed" }
            for (key, one) in earlier.sorted(by: { $0.key < $1.key }) {
                guard let other = later[key] else { return "\(path) changed" }
                if let reason = change(one, other, path) { return reason }
            }
            return nil
        default: return before == after ? nil : "\(path) changed"
        }
    }

    /// Whether two values differ, themselves or in anything they refer to.
    private func differs(_ before: PDFValue, _ after: PDFValue) -> Bool {
        var seen: Set<Int> = []
        var pairs = [(before, after)]
        while let (one, other) = pairs.popLast() {
            switch (one, other) {
            case (.reference(let id, let generation), .reference):
                guard one == other else { return true }
                guard oldPages[id] == nil, oldFields[id] == nil, seen.insert(id).inserted else { continue }
                let earlier = old.object(id, generation)
                let later = new.object(id, generation)
                if earlier.stream != later.stream { return true }
                pairs.append((earlier.value, later.value))
            case (.array(let earlier), .array(let later)):
                guard earlier.count == later.count else { return true }
                pairs += zip(earlier, later)
            case (.dictionary(let earlier), .dictionary(let later)):
                guard Set(earlier.keys) == Set(later.keys) else { return true }
                for (key, value) in earlier { pairs.append((value, later[key] ?? .null)) }
            default:
                if one != other { return true }
            }
        }
        return false
    }
}
