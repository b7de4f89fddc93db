import CPango
import Foundation
import Synchronization

/// A font map and context of Pango, lent to one thread at a time.
final class Typesetter {
    let context: OpaquePointer
    let faces: CutFaces
    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private var fixed: [FixedText: TextLayout] = [:]

    init(_ faces: CutFaces = .shared) {
        self.faces = faces
        fontMap = pango_cairo_font_map_new()
        context = pango_font_map_create_context(fontMap)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
        pango_context_set_language(context, pango_language_from_string("zh-cn"))
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(fontMap)
    }

    /// The layout of a template's own words, which are laid out once for many contracts.
    ///
    /// Not for texts that hold a value: they are personal, and seldom the same twice.
    func fixed(_ text: String, _ shape: TextLayout.Shape) -> TextLayout {
        let wanted = FixedText(text: text, shape: shape)
        if let known = fixed[wanted] { return known }
        let layout = TextLayout(self, text, shape)
        // A template has a hundred; what is used is soon there again.
        if fixed.count >= Self.mostFixed { fixed.removeAll() }
        fixed[wanted] = layout
        return layout
    }

    /// The texts whose layouts are kept.
    var fixedTexts: Set<String> { Set(fixed.keys.map(\.text)) }

    private static let mostFixed = 500

    private struct FixedText: Hashable {
        let text: String
        let shape: TextLayout.Shape
    }

    /// Lends an idle typesetter, or a new one when all are busy: loading fonts costs more than 100 ms.
    static func lend<Result>(_ body: (Typesetter) throws(DocumentProblem) -> Result) throws(DocumentProblem) -> Result {
        let typesetter = idle.withLock { $0.popLast() }?.typesetter ?? Typesetter()
        defer { idle.withLock { $0.append(Idle(typesetter: typesetter)) } }
        return try body(typesetter)
    }

    // Sendable because an idle typesetter is in nobody's hands but the pool's, whose lock orders all access.
    private struct Idle: @unchecked Sendable {
        let typesetter: Typesetter
    }

    private static let idle = Mutex<[Idle]>([])
}

/// A face of the two families contracts are set in, at a size in points.
struct TextFont: Hashable {
    enum Family: String, CaseIterable {
        case serif = "Noto Serif CJK SC"
        case sans = "Noto Sans CJK SC"
    }

    var family: Family = .serif
    var bold = false
    var size: Double

    /// A description the caller frees.
    func makeDescription(_ faces: CutFaces) -> OpaquePointer? {
        let description = pango_font_description_new()
        pango_font_description_set_family(description, faces.families(of: family))
        pango_font_description_set_weight(description, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(description, size * Double(PANGO_SCALE))
        return description
    }
}
