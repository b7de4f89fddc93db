import Foundation

/// Every terminal field and widget of a document's form, found from the catalog.
struct FormFields {
    struct Field {
        /// Names from the root joined by dots.
        let name: String
        let id: Int
        let generation: Int
        let entries: [String: PDFValue]
        /// /FT and /V as they are or as inherited.
        let type: String?
        let value: PDFValue?
    }

    private(set) var all: [Field] = []

    init(of file: PDFFile) {
        let catalog = file.resolve(file.trailer["Root"]).dictionary ?? [:]
        let form = file.resolve(catalog["AcroForm"]).dictionary ?? [:]
        var seen: Set<Int> = []
        var waiting: [(value: PDFValue, prefix: String, type: String?, inherited: PDFValue?)] =
            (file.resolve(form["Fields"]).array ?? []).reversed().map { ($0, "", nil, nil) }
        while let (value, prefix, inheritedType, inheritedValue) = waiting.popLast() {
            guard case .reference(let id, let generation) = value, seen.insert(id).inserted,
                let entries = file.resolve(value).dictionary
            else { continue }
            let own = file.resolve(entries["T"]).text
            let name = [prefix, own ?? ""].filter { !$0.isEmpty }.joined(separator: ".")
            let type = file.resolve(entries["FT"]).name ?? inheritedType
            let content = entries["V"] ?? inheritedValue
            all.append(
                Field(name: name, id: id, generation: generation, entries: entries, type: type, value: content)
            )
            for kid in (file.resolve(entries["Kids"]).array ?? []).reversed() {
                waiting.append((kid, name, type, content))
            }
        }
    }
}
