import Foundation

/// The form of a composed document, as a signing revision finds it.
struct FilledForm {
    /// A field that is its own widget, as all of ours are.
    struct Field {
        let name: String
        let id: Int
        let entries: [String: PDFValue]

        var type: String? { entries["FT"]?.name }
    }

    let file: PDFFile
    let catalogID: Int
    let catalog: [String: PDFValue]
    private(set) var fields: [String: Field] = [:]

    init(_ pdf: Data) throws(DocumentProblem) {
        file = try PDFFile(pdf)
        guard case .reference(let id, 0)? = file.trailer["Root"],
            let catalog = file.resolve(file.trailer["Root"]).dictionary,
            let form = file.resolve(catalog["AcroForm"]).dictionary,
            let list = file.resolve(form["Fields"]).array
        else { throw DocumentProblem(.templateInvalid, detail: "not a composed document") }
        catalogID = id
        self.catalog = catalog
        for item in list {
            guard case .reference(let id, 0) = item, let entries = file.resolve(item).dictionary,
                let name = file.resolve(entries["T"]).text
            else { continue }
            fields[name] = Field(name: name, id: id, entries: entries)
        }
        guard !file.hasWarnings else { throw DocumentProblem(.damaged, detail: "needs repair") }
    }

    /// Names of the signature fields that are signed.
    var signedFields: [String] {
        fields.values.filter { $0.type == "Sig" && $0.entries["V"] != nil }.map(\.name)
    }

    func unsignedField(_ name: String) throws(DocumentProblem) -> Field {
        guard let field = fields[name], field.type == "Sig" else {
            throw DocumentProblem(.fieldUnknown, fields: [name])
        }
        guard field.entries["V"] == nil else { throw DocumentProblem(.fieldAlreadySigned, fields: [name]) }
        return field
    }

    /// The signer's own fields and buttons, which its signature locks.
    func lockedNames(of field: Field) -> [String] {
        let lock = file.resolve(field.entries["Lock"]).dictionary
        return file.resolve(lock?["Fields"]).array?.compactMap { file.resolve($0).text } ?? []
    }

    func rect(of field: Field) -> PageRect {
        let numbers = file.resolve(field.entries["Rect"]).array?.compactMap { file.resolve($0).number } ?? []
        guard numbers.count == 4 else { return PageRect(x: 0, y: 0, width: 0, height: 0) }
        return PageRect(
            x: numbers[0],
            y: numbers[1],
            width: numbers[2] - numbers[0],
            height: numbers[3] - numbers[1]
        )
    }
}
