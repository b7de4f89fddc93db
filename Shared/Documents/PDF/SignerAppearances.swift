import Foundation

/// What one signer's revision draws: values in text fields, the signature or seal in every signing place.
struct SignerAppearances {
    /// The reading text of each filled text field, by name.
    let texts: [String: String]
    let form: FilledForm
    let request: SigningRevision.Request
    /// Fields that show the whole signature or seal.
    let places: [FilledForm.Field]
    let strips: [(field: FilledForm.Field, strip: CrossPageSeal.Strip)]

    init(
        form: FilledForm,
        field: FilledForm.Field,
        names: [String],
        request: SigningRevision.Request
    ) throws(DocumentProblem) {
        let own = names.compactMap { form.fields[$0] }
        let textFields = own.filter { $0.type == "Tx" }
        let strangers = request.fieldValues.keys.filter { key in !textFields.contains { $0.name == key } }.sorted()
        guard strangers.isEmpty else { throw DocumentProblem(.fieldUnknown, fields: strangers) }
        var texts: [String: String] = [:]
        for target in textFields {
            texts[target.name] = try Self.text(of: target, request)
        }
        self.texts = texts
        self.form = form
        self.request = request
        let buttons = own.filter { $0.type == "Btn" }
        strips = buttons.compactMap { button in
            CrossPageSeal.strip(named: button.name).map { (button, $0) }
        }
        let rect = form.rect(of: field)
        places =
            (rect.width > 0 && rect.height > 0 ? [field] : [])
            + buttons.filter { CrossPageSeal.strip(named: $0.name) == nil }
    }

    private static func text(
        of field: FilledForm.Field,
        _ request: SigningRevision.Request
    ) throws(DocumentProblem) -> String? {
        let kind = field.entries[FieldKey.kind]?.name.flatMap(ControlKind.init(rawValue:)) ?? .text
        guard let raw = request.fieldValues[field.name], !raw.isEmpty else {
            return kind == .signDate ? ControlValue.chineseDate(of: request.signedAt) : nil
        }
        let pairs = field.entries[FieldKey.options]?.array?.compactMap(\.text) ?? []
        let options = stride(from: 0, to: pairs.count - 1, by: 2).map {
            ControlOption(value: pairs[$0], label: pairs[$0 + 1])
        }
        return try ControlValue.display(raw, kind: kind, options: options, key: field.name)
    }

    /// Adds every appearance to the revision; gives them by field name.
    func insert(into update: inout IncrementalUpdate) throws(DocumentProblem) -> [String: PDFValue] {
        var drawn: [String: PDFValue] = [:]
        let textNames = texts.keys.sorted()
        var sizes: [(width: Double, height: Double)] = textNames.compactMap { form.fields[$0] }.map { field in
            let rect = form.rect(of: field)
            return (rect.width, rect.height)
        }
        // A picture of several colours, which is drawn beside the texts.
        var picture: HandwritingPicture?
        if case .handwriting(let png) = request.appearance {
            let decoded = try HandwritingPicture(png: png)
            if let strokes = InkStrokes(decoded) {
                try show(FormArtwork(strokes), &drawn, &update)
            } else {
                picture = decoded
                sizes.append((width: 360, height: 160))
            }
        }
        if let first = sizes.first {
            let artwork = try draw(textNames, picture, sizes: sizes, first: first)
            let references = artwork.insert(into: &update)
            for (name, reference) in zip(textNames, references) { drawn[name] = reference }
            if picture != nil, let last = references.last, let size = sizes.last {
                // A 骑缝章 is a seal's: strips stay empty when the signer signs by hand.
                for place in places {
                    drawn[place.name] = fit(last, of: size, into: form.rect(of: place), &update)
                }
            }
        }
        if case .seal(let seal) = request.appearance {
            let artwork = try seal.form()
            let (reference, size) = try show(artwork, &drawn, &update)
            for (field, strip) in strips {
                drawn[field.name] = cut(reference, width: size.width, height: size.height, strip, &update)
            }
        }
        return drawn
    }

    /// Puts a drawing into every signing place; gives its reference and size.
    @discardableResult
    private func show(
        _ artwork: FormArtwork,
        _ drawn: inout [String: PDFValue],
        _ update: inout IncrementalUpdate
    ) throws(DocumentProblem) -> (reference: PDFValue, size: FormArtwork.Form) {
        guard let reference = artwork.insert(into: &update).first, let size = artwork.forms.first else {
            throw DocumentProblem(.unavailable, detail: "drawing failed")
        }
        for place in places {
            drawn[place.name] = fit(reference, of: (size.width, size.height), into: form.rect(of: place), &update)
        }
        return (reference, size)
    }

    /// All texts and the picture as pages of one drawing, which costs less than one drawing each.
    private func draw(
        _ names: [String],
        _ picture: HandwritingPicture?,
        sizes: [(width: Double, height: Double)],
        first: (width: Double, height: Double)
    ) throws(DocumentProblem) -> FormArtwork {
        let pdf = try Typesetter.lend { typesetter throws(DocumentProblem) in
            let surface = DrawingSurface(width: first.width, height: first.height)
            for (index, size) in sizes.enumerated() {
                surface.startPage(width: size.width, height: size.height)
                surface.setColor(.black)
                let rect = PageRect(x: 0, y: 0, width: size.width, height: size.height)
                if index < names.count {
                    let isMultiline = form.fields[names[index]]?.entries[FieldKey.kind]?.name == "multiline"
                    try FieldDrawing.draw(
                        texts[names[index]] ?? "",
                        multiline: isMultiline,
                        in: rect,
                        on: surface,
                        typesetter,
                        outlined: true,
                        key: names[index]
                    )
                } else if let picture {
                    FieldDrawing.draw(picture, in: rect, on: surface)
                }
                surface.endPage()
            }
            return try surface.finish()
        }
        return try FormArtwork(pagesOf: pdf)
    }

    /// A form of the field's size showing the drawing whole, centred and undistorted.
    private func fit(
        _ drawing: PDFValue,
        of size: (width: Double, height: Double),
        into rect: PageRect,
        _ update: inout IncrementalUpdate
    ) -> PDFValue {
        let scale = min(rect.width / size.width, rect.height / size.height)
        let x = (rect.width - size.width * scale) / 2
        let y = (rect.height - size.height * scale) / 2
        return add(
            box: PageRect(x: 0, y: 0, width: rect.width, height: rect.height),
            drawing,
            matrix: String(format: "%.5f 0 0 %.5f %.3f %.3f", scale, scale, x, y),
            &update
        )
    }

    /// One strip of a seal: the form's box cuts it out, so that neighbours share their edge exactly.
    private func cut(
        _ seal: PDFValue,
        width: Double,
        height: Double,
        _ strip: CrossPageSeal.Strip,
        _ update: inout IncrementalUpdate
    ) -> PDFValue {
        let bounds = strip.bounds(width: width)
        let box = PageRect(x: bounds.start, y: 0, width: bounds.end - bounds.start, height: height)
        return add(box: box, seal, matrix: "1 0 0 1 0 0", &update)
    }

    private func add(
        box: PageRect,
        _ drawing: PDFValue,
        matrix: String,
        _ update: inout IncrementalUpdate
    ) -> PDFValue {
        update.add(
            PDFObject(
                .dictionary([
                    "Type": .name("XObject"), "Subtype": .name("Form"), "BBox": .rectangle(box),
                    "Resources": .dictionary(["XObject": .dictionary(["Drawing": drawing])]),
                ]),
                stream: Data("q \(matrix) cm /Drawing Do Q".utf8)
            )
        )
    }
}
