import Foundation

/// Drawn pages taken out of a PDF as form XObjects, ready to be put into any document.
struct FormArtwork: Sendable {
    /// One drawn page.
    struct Form: Sendable {
        let index: Int
        let width: Double
        let height: Double
    }

    /// Objects whose references count from 0 within this array.
    private let objects: [PDFObject]
    let forms: [Form]

    /// References in the objects count from 0 within them.
    init(objects: [PDFObject], forms: [Form]) {
        self.objects = objects
        self.forms = forms
    }

    /// Takes every page of a document drawn by cairo.
    init(pagesOf pdf: Data) throws(DocumentProblem) {
        let file = try PDFFile(pdf)
        file.pushInheritedAttributes()
        var copier = Copier(file: file)
        var forms: [Form] = []
        for page in try file.pages() {
            guard let entries = file.resolve(page).dictionary else { throw DocumentProblem(.damaged) }
            let box = file.resolve(entries["MediaBox"]).array?.compactMap { file.resolve($0).number } ?? []
            guard box.count == 4 else { throw DocumentProblem(.damaged) }
            var content = Data()
            var filter: [String: PDFValue] = [:]
            if case .reference(let id, let generation)? = entries["Contents"] {
                let stream = file.object(id, generation)
                content = stream.stream ?? Data()
                filter = (stream.value.dictionary ?? [:]).filter { ["Filter", "DecodeParms"].contains($0.key) }
            }
            var form: [String: PDFValue] = [
                "Type": .name("XObject"), "Subtype": .name("Form"),
                "BBox": .array(box.map { .number($0) }),
                "Resources": copier.copy(entries["Resources"] ?? .dictionary([:])),
            ]
            if let group = entries["Group"] { form["Group"] = copier.copy(group) }
            form.merge(filter) { own, _ in own }
            forms.append(
                Form(index: copier.objects.count, width: box[2] - box[0], height: box[3] - box[1])
            )
            copier.objects.append(PDFObject(.dictionary(form), stream: content))
        }
        objects = copier.objects
        self.forms = forms
    }

    /// Adds all objects to an update; gives the reference of each form in order.
    func insert(into update: inout IncrementalUpdate) -> [PDFValue] {
        // The ids must be known before the objects are written: they may refer to later ones.
        var references: [PDFValue] = []
        let first = update.reserve(objects.count)
        for offset in objects.indices { references.append(.reference(first + offset, 0)) }
        for (offset, object) in objects.enumerated() {
            let value = object.value.mappingReferences { id, _ in references[id] }
            update.replace(first + offset, with: PDFObject(value, stream: object.stream))
        }
        return forms.map { references[$0.index] }
    }

    private struct Copier {
        let file: PDFFile
        var objects: [PDFObject] = []
        var known: [Int: Int] = [:]

        mutating func copy(_ value: PDFValue) -> PDFValue {
            switch value {
            case .reference(let id, let generation):
                if let index = known[id] { return .reference(index, 0) }
                let index = objects.count
                known[id] = index
                let object = file.object(id, generation)
                objects.append(PDFObject(.null))
                objects[index] = PDFObject(copy(object.value), stream: object.stream)
                return .reference(index, 0)
            case .array(let items): return .array(items.map { copy($0) })
            case .dictionary(let entries):
                return .dictionary(entries.filter { $0.key != "Parent" }.mapValues { copy($0) })
            default: return value
            }
        }
    }
}
