import Foundation

/// Composes the PDF that a contract starts from.
package struct ContractComposer: Sendable {
    package init() {}

    /// Lays out the text or completes the uploaded pages, draws the initiator's values and adds the signers' fields.
    ///
    /// Values are keyed by control. Takes tens of milliseconds: call it through `DocumentLane`.
    package func compose(
        _ layout: ContractLayout,
        values: [String: String]
    ) throws(DocumentProblem) -> ComposedContract {
        switch layout {
        case .text(let template): return try compose(template, values: values, drawingAlso: nil)
        case .pages(let pdf, let controls, let crossPageSeal):
            let form = try SignatureForm(on: pdf)
            return try complete(
                drawing(controls, values, on: form),
                controls: controls.filter { $0.filledBy != .initiator },
                crossPageSeal: crossPageSeal
            )
        }
    }

    /// The same for a text of our own, with sketches of what its pages show, from which images can be made.
    package func compose(
        sketching template: ContractTemplateDocument,
        values: [String: String]
    ) throws(DocumentProblem) -> (contract: ComposedContract, pages: PageSketches) {
        let canvas = SketchingCanvas()
        let contract = try compose(template, values: values, drawingAlso: canvas)
        return (contract, canvas.sketches)
    }

    private func compose(
        _ template: ContractTemplateDocument,
        values: [String: String],
        drawingAlso canvas: SketchingCanvas?
    ) throws(DocumentProblem) -> ComposedContract {
        try Typesetter.lend { typesetter throws(DocumentProblem) in
            let flow = try FlowLayout(template, values: values, typesetter: typesetter)
            let form = try SignatureForm(on: flow.drawn(also: canvas))
            return try complete(form, controls: flow.pages.placed, crossPageSeal: template.crossPageSeal)
        }
    }

    /// Draws the initiator's values as real text over the uploaded pages.
    private func drawing(
        _ controls: [Control],
        _ values: [String: String],
        on form: SignatureForm
    ) throws(DocumentProblem) -> SignatureForm {
        var form = form
        let sizes = form.pageSizes
        let checked = try ControlValues(controls.map(\.definition), values: values)
        for control in controls {
            let rect = control.rect
            guard sizes.indices.contains(control.page), rect.x >= 0, rect.y >= 0, rect.width >= 1, rect.height >= 1,
                rect.x + rect.width <= sizes[control.page].width + 0.5,
                rect.y + rect.height <= sizes[control.page].height + 0.5
            else {
                throw DocumentProblem(
                    .templateInvalid,
                    detail: "a control lies outside its page",
                    fields: [control.key]
                )
            }
        }
        let drawn = controls.filter { $0.filledBy == .initiator }
        let pages = Set(drawn.map(\.page)).sorted()
        guard !pages.isEmpty else { return form }
        let pdf = try Typesetter.lend { typesetter throws(DocumentProblem) in
            let surface = DrawingSurface(width: sizes[pages[0]].width, height: sizes[pages[0]].height)
            for page in pages {
                surface.startPage(width: sizes[page].width, height: sizes[page].height)
                surface.setColor(.black)
                for control in drawn where control.page == page {
                    var rect = control.rect
                    rect.y = sizes[page].height - rect.y - rect.height
                    try FieldDrawing.draw(
                        checked.display(control.definition),
                        multiline: control.kind == .multiline,
                        in: rect,
                        on: surface,
                        typesetter,
                        outlined: false,
                        key: control.key
                    )
                }
                surface.endPage()
            }
            return try surface.finish()
        }
        let references = form.insert(try FormArtwork(pagesOf: pdf))
        for (page, reference) in zip(pages, references) { form.overlay(reference, on: page) }
        return form
    }

    private func complete(
        _ form: SignatureForm,
        controls: [Control],
        crossPageSeal: Bool
    ) throws(DocumentProblem) -> ComposedContract {
        var form = form
        let sizes = form.pageSizes
        guard !sizes.isEmpty else { throw DocumentProblem(.damaged, detail: "no pages") }
        let strips = crossPageSeal ? Self.strips(on: sizes) : []
        form.addFields(for: controls, strips: strips)
        return ComposedContract(pdf: try form.finished(), pages: sizes.count, placed: controls + strips)
    }

    /// The strips of a 42 mm seal, each flush with the right edge of its page, halfway up.
    private static func strips(on sizes: [PageSize]) -> [Control] {
        let side = 42 * PageFormat.millimetre
        return CrossPageSeal(pages: sizes.count).strips.map { strip in
            let size = sizes[strip.page]
            let bounds = strip.bounds(width: side)
            let width = bounds.end - bounds.start
            return Control(
                key: strip.fieldName,
                label: "骑缝章",
                kind: .crossPageSeal,
                page: strip.page,
                rect: PageRect(
                    x: size.width - width,
                    y: max(0, (size.height - side) / 2),
                    width: width,
                    height: min(side, size.height)
                ),
                filledBy: .enterprise,
                required: true
            )
        }
    }
}
