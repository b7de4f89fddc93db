import CPango
package import Foundation

/// What the pages of a contract show, as glyphs and rectangles of grey.
///
/// It needs nothing of the layout any more, which belongs to a typesetter and its thread: any thread can make images of
/// it, some 20 KB a page.
package struct PageSketches: Sendable {
    struct Page {
        var glyphs: [Glyph] = []
        var areas: [Area] = []
    }

    /// A glyph's origin, in Pango's units from the upper left.
    struct Glyph {
        let x: Int32
        let y: Int32
        let number: UInt32
        let face: UInt16
        let darkness: UInt8
    }

    /// A rectangle, in points from the upper left.
    struct Area {
        let left: Double
        let top: Double
        let right: Double
        let bottom: Double
        let darkness: UInt8
    }

    var pages: [Page] = []
    var faces: [SketchedFace] = []

    package var count: Int { pages.count }

    /// The image of a page as a PNG, of which the first is 1; `width` is in pixels.
    ///
    /// Takes milliseconds: call it through `DocumentLane`.
    package func png(of page: Int, width: Int) throws(DocumentProblem) -> Data {
        guard pages.indices.contains(page - 1) else { throw DocumentProblem(.pageMissing, detail: "page \(page)") }
        let scale = Double(width) / PageFormat.width
        let raster = PageRaster(width: width, height: Int((PageFormat.height * scale).rounded(.up)))
        for area in pages[page - 1].areas { raster.fill(area, scale: scale) }
        try GlyphMasks.lend(scale: scale) { masks throws(DocumentProblem) in
            try masks.draw(pages[page - 1].glyphs, of: faces, on: raster)
        }
        return try raster.png()
    }
}

/// A face at a size, as cairo knows it.
///
/// Sendable because cairo counts references atomically and locks a font while it reads its outlines.
final class SketchedFace: @unchecked Sendable, Hashable {
    let font: OpaquePointer?

    init(_ font: OpaquePointer?) {
        self.font = cairo_scaled_font_reference(font)
    }

    deinit {
        cairo_scaled_font_destroy(font)
    }

    static func == (left: SketchedFace, right: SketchedFace) -> Bool { left.font == right.font }

    func hash(into hasher: inout Hasher) {
        hasher.combine(font)
    }
}
