import Foundation

/// Adds the interactive form: every signer's fields, signature fields with their locks, and the strips' buttons.
struct SignatureForm {
    /// A page as the form sees it: its object and its visible rectangle in user space.
    struct Page {
        let reference: PDFValue
        let entries: [String: PDFValue]
        let visible: PageRect
    }

    private let file: PDFFile
    private let pages: [Page]
    private var update: IncrementalUpdate
    private var fields: [PDFValue] = []
    private var annotations: [Int: [PDFValue]] = [:]
    private var lockedNames: [ControlParty: [String]] = [:]
    private var overlays: [Int: PDFValue] = [:]

    /// Opens canonical bytes.
    init(on pdf: Data) throws(DocumentProblem) {
        file = try PDFFile(pdf)
        file.pushInheritedAttributes()
        update = try IncrementalUpdate(extending: file)
        pages = try Self.pages(of: file)
    }

    static func pages(of file: PDFFile) throws(DocumentProblem) -> [Page] {
        try file.pages().map { reference throws(DocumentProblem) in
            guard let entries = file.resolve(reference).dictionary, let media = box("MediaBox", of: entries, in: file)
            else { throw DocumentProblem(.damaged, detail: "a page has no size") }
            let visible = box("CropBox", of: entries, in: file).flatMap { intersection($0, media) } ?? media
            guard visible.width >= 1, visible.height >= 1 else {
                throw DocumentProblem(.damaged, detail: "a page has no size")
            }
            return Page(reference: reference, entries: entries, visible: visible)
        }
    }

    private static func box(_ key: String, of entries: [String: PDFValue], in file: PDFFile) -> PageRect? {
        let numbers = file.resolve(entries[key]).array?.compactMap { file.resolve($0).number } ?? []
        guard numbers.count == 4, numbers.allSatisfy({ abs($0) < 20_000 }) else { return nil }
        let x = min(numbers[0], numbers[2])
        let y = min(numbers[1], numbers[3])
        return PageRect(
            x: x,
            y: y,
            width: max(numbers[0], numbers[2]) - x,
            height: max(numbers[1], numbers[3]) - y
        )
    }

    private static func intersection(_ one: PageRect, _ other: PageRect) -> PageRect? {
        let x = max(one.x, other.x)
        let y = max(one.y, other.y)
        let width = min(one.x + one.width, other.x + other.width) - x
        let height = min(one.y + one.height, other.y + other.height) - y
        return width > 0 && height > 0 ? PageRect(x: x, y: y, width: width, height: height) : nil
    }

    var pageSizes: [PageSize] { pages.map { PageSize(width: $0.visible.width, height: $0.visible.height) } }

    /// Puts a drawn page over page `index`, its lower left corner on the visible page's.
    mutating func overlay(_ form: PDFValue, on index: Int) {
        overlays[index] = form
    }

    /// Inserts drawn pages; their references in order.
    mutating func insert(_ artwork: FormArtwork) -> [PDFValue] {
        artwork.insert(into: &update)
    }

    /// Adds the fields of all signers' controls; the first signing place of a party becomes its signature field.
    mutating func addFields(for controls: [Control], strips: [Control]) {
        var signing: [ControlParty: Control] = [:]
        for control in controls {
            if control.kind == .signature || control.kind == .seal {
                if signing[control.filledBy] == nil {
                    signing[control.filledBy] = control
                } else {
                    addButton(control)
                }
            } else {
                addText(control)
            }
        }
        for strip in strips { addButton(strip) }
        for party in [ControlParty.employee, .enterprise] { addSignature(of: party, at: signing[party]) }
    }

    private mutating func addText(_ control: Control) {
        var entries = widget(control, name: control.key)
        entries["FT"] = .name("Tx")
        // Read-only from the start: only the signer's own revision fills it, nobody types into a draft.
        entries["Ff"] = .integer(control.kind == .multiline ? 4097 : 1)
        entries["DA"] = .string(Data("/Helv 11 Tf 0 g".utf8))
        entries[FieldKey.kind] = .name(control.kind.rawValue)
        if let options = control.options {
            entries[FieldKey.options] = .array(options.flatMap { [.text($0.value), .text($0.label)] })
        }
        attach(entries, to: control)
    }

    private mutating func addButton(_ control: Control) {
        var entries = widget(control, name: control.key)
        entries["FT"] = .name("Btn")
        entries["Ff"] = .integer(65_537)
        attach(entries, to: control)
    }

    private mutating func attach(_ entries: [String: PDFValue], to control: Control) {
        let field = update.add(PDFObject(.dictionary(entries)))
        fields.append(field)
        annotations[control.page, default: []].append(field)
        lockedNames[control.filledBy, default: []].append(control.key)
    }

    private mutating func addSignature(of party: ControlParty, at control: Control?) {
        guard let name = party.signatureFieldName else { return }
        let lock = update.add(
            PDFObject(
                .dictionary([
                    "Type": .name("SigFieldLock"), "Action": .name("Include"),
                    "Fields": .array((lockedNames[party] ?? []).map { .text($0) }),
                ])
            )
        )
        // A party without a signing place on the pages still signs, unseen.
        var entries =
            control.map { widget($0, name: name) }
            ?? [
                "Type": .name("Annot"), "Subtype": .name("Widget"), "T": .text(name), "P": pages[0].reference,
                "Rect": .array([.integer(0), .integer(0), .integer(0), .integer(0)]),
            ]
        entries["FT"] = .name("Sig")
        entries["F"] = .integer(132)
        entries["Lock"] = lock
        let field = update.add(PDFObject(.dictionary(entries)))
        fields.append(field)
        annotations[control?.page ?? 0, default: []].append(field)
    }

    private func widget(_ control: Control, name: String) -> [String: PDFValue] {
        let page = pages[control.page]
        var rect = control.rect
        rect.x += page.visible.x
        rect.y += page.visible.y
        return [
            "Type": .name("Annot"), "Subtype": .name("Widget"), "T": .text(name), "TU": .text(control.label),
            "F": .integer(4), "Rect": .rectangle(rect), "P": page.reference,
        ]
    }

    /// Writes everything and folds it into one revision.
    mutating func finished() throws(DocumentProblem) -> Data {
        for (index, page) in pages.enumerated() { rewrite(page, index) }
        guard case .reference(let root, _)? = file.trailer["Root"],
            var catalog = file.resolve(file.trailer["Root"]).dictionary
        else { throw DocumentProblem(.damaged, detail: "no catalog") }
        let font = update.add(
            PDFObject(
                .dictionary([
                    "Type": .name("Font"), "Subtype": .name("Type1"), "BaseFont": .name("Helvetica"),
                    "Encoding": .name("WinAnsiEncoding"),
                ])
            )
        )
        // The list of fields is an object of its own, so that a later revision can extend it alone.
        let list = update.add(PDFObject(.array(fields)))
        catalog["AcroForm"] = update.add(
            PDFObject(
                .dictionary([
                    "Fields": list, "SigFlags": .integer(3), "DA": .string(Data("/Helv 0 Tf 0 g".utf8)),
                    "DR": .dictionary(["Font": .dictionary(["Helv": font])]),
                ])
            )
        )
        catalog["Lang"] = .text("zh-CN")
        catalog["ViewerPreferences"] = .dictionary(["DisplayDocTitle": .boolean(true)])
        update.replace(root, with: PDFObject(.dictionary(catalog)))
        return try PDFFile(update.appended().bytes).canonical()
    }

    private mutating func rewrite(_ page: Page, _ index: Int) {
        guard case .reference(let id, _) = page.reference else { return }
        var entries = page.entries
        let widgets = annotations[index] ?? []
        let overlay = overlays[index]
        guard !widgets.isEmpty || overlay != nil else { return }
        if !widgets.isEmpty { entries["Annots"] = .array((file.resolve(entries["Annots"]).array ?? []) + widgets) }
        if let overlay {
            var resources = file.resolve(entries["Resources"]).dictionary ?? [:]
            var images = file.resolve(resources["XObject"]).dictionary ?? [:]
            images["SuiyueValues"] = overlay
            resources["XObject"] = .dictionary(images)
            entries["Resources"] = .dictionary(resources)
            let place = PDFValue.number(page.visible.x)
            var draw = Data("\nQ q 1 0 0 1 ".utf8)
            place.write(to: &draw)
            draw.append(ascii: " ")
            PDFValue.number(page.visible.y).write(to: &draw)
            draw.append(ascii: " cm /SuiyueValues Do Q\n")
            let old = file.resolve(entries["Contents"]).array ?? entries["Contents"].map { [$0] } ?? []
            entries["Contents"] = .array(
                [update.add(PDFObject(.dictionary([:]), stream: Data("q\n".utf8)))] + old
                    + [update.add(PDFObject(.dictionary([:]), stream: draw))]
            )
        }
        update.replace(id, with: PDFObject(.dictionary(entries)))
    }
}

/// Our own entries in a field's dictionary, from which a signing revision knows how a value reads.
enum FieldKey {
    static let kind = "SuiyueKind"
    static let options = "SuiyueOptions"
}
