import CPango
package import Foundation

extension SigningRevision {
    /// What a revision shows on images of the pages, `width` pixels wide; nil where it shows a picture of several colours.
    ///
    /// Takes milliseconds, as ``apply`` does. Throws a `DocumentProblem` for whatever that refuses.
    package static func picture(
        on pdf: Data,
        _ request: Request,
        width: Int
    ) throws(DocumentProblem) -> RevisionPicture? {
        let form = try FilledForm(pdf)
        let field = try form.unsignedField(request.fieldName)
        let names = form.lockedNames(of: field)
        return try SignerAppearances(form: form, field: field, names: names, request: request).picture(width: width)
    }
}

extension SignerAppearances {
    fileprivate func picture(width: Int) throws(DocumentProblem) -> RevisionPicture? {
        let pages = try form.file.pages()
        var handwriting: (picture: HandwritingPicture, ink: [UInt8])?
        if case .handwriting(let png) = request.appearance {
            let picture = try HandwritingPicture(png: png)
            guard let strokes = InkStrokes(picture) else { return nil }
            handwriting = (picture, [UInt8](strokes.colour))
        }
        let written = handwriting
        let patches = try Typesetter.lend { typesetter throws(DocumentProblem) in
            let easel = Easel(form: form, pages: pages, scale: Double(width) / PageFormat.width)
            for (name, text) in texts {
                guard let field = form.fields[name] else { continue }
                try easel.draw(field, [0, 0, 0]) { surface, rect throws(DocumentProblem) in
                    try FieldDrawing.draw(
                        text,
                        multiline: field.entries[FieldKey.kind]?.name == "multiline",
                        in: rect,
                        on: surface,
                        typesetter,
                        outlined: true,
                        key: name
                    )
                }
            }
            if let (picture, ink) = written {
                for place in places {
                    try easel.draw(place, ink) { surface, rect in FieldDrawing.draw(picture, in: rect, on: surface) }
                }
            }
            if case .seal(let seal) = request.appearance {
                let red = [Ink.seal.red, Ink.seal.green, Ink.seal.blue].map { UInt8(($0 * 255).rounded()) }
                for place in places {
                    try easel.draw(place, red) { surface, rect throws(DocumentProblem) in
                        let side = min(rect.width, rect.height)
                        cairo_translate(surface.cairo, (rect.width - side) / 2, (rect.height - side) / 2)
                        try seal.draw(on: surface.cairo, side: side, typesetter)
                    }
                }
                let natural = seal.diameter * PageFormat.millimetre
                for (field, strip) in strips {
                    try easel.draw(field, red) { surface, rect throws(DocumentProblem) in
                        let bounds = strip.bounds(width: natural)
                        cairo_scale(surface.cairo, rect.width / (bounds.end - bounds.start), rect.height / natural)
                        cairo_translate(surface.cairo, -bounds.start, 0)
                        try seal.draw(on: surface.cairo, side: natural, typesetter)
                    }
                }
            }
            return easel.patches
        }
        return RevisionPicture(width: width, patches: patches)
    }
}

/// Draws fields at the size of an image.
private final class Easel {
    private(set) var patches: [RevisionPicture.Patch] = []
    private let form: FilledForm
    private let pages: [PDFValue]
    /// Pixels a point.
    private let scale: Double

    init(form: FilledForm, pages: [PDFValue], scale: Double) {
        self.form = form
        self.pages = pages
        self.scale = scale
    }

    /// Draws what shows in a field; `body` has its rectangle at the origin, in points, and what is beyond is cut off.
    func draw(
        _ field: FilledForm.Field,
        _ ink: [UInt8],
        _ body: (DrawingSurface, PageRect) throws(DocumentProblem) -> Void
    ) throws(DocumentProblem) {
        let rect = form.rect(of: field)
        guard let page = pages.firstIndex(where: { $0.referencedID == field.entries["P"]?.referencedID }),
            rect.width > 0, rect.height > 0
        else { return }
        let upper = PageFormat.height - rect.y - rect.height
        let left = Int((rect.x * scale).rounded(.down))
        let top = Int((upper * scale).rounded(.down))
        let width = Int(((rect.x + rect.width) * scale).rounded(.up)) - left
        let height = Int(((upper + rect.height) * scale).rounded(.up)) - top
        let surface = DrawingSurface(columns: width, rows: height)
        cairo_translate(surface.cairo, rect.x * scale - Double(left), upper * scale - Double(top))
        cairo_scale(surface.cairo, scale, scale)
        cairo_rectangle(surface.cairo, 0, 0, rect.width, rect.height)
        cairo_clip(surface.cairo)
        try body(surface, PageRect(x: 0, y: 0, width: rect.width, height: rect.height))
        patches.append(
            RevisionPicture.Patch(
                page: page + 1,
                left: left,
                top: top,
                width: width,
                height: height,
                ink: ink,
                cover: try surface.cover().deflated(level: 4)
            )
        )
    }
}
