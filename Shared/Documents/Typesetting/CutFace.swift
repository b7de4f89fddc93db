import CPango
import Foundation

/// An installed face cut to the common characters, as a font file of a few megabytes.
///
/// cairo copies the whole outline table of every face into memory for each document, 20 MB and more of Noto CJK, and
/// embeds subroutines of all its glyphs. Cut, without subroutines and hints, the same outlines are a tenth of that.
struct CutFace {
    let font: Data

    /// OpenType features that horizontal text has without asking; others would keep glyphs that no text reaches.
    private static let features = [
        "calt", "ccmp", "clig", "curs", "dist", "kern", "liga", "locl", "mark", "mkmk", "rclt", "rlig",
    ]

    /// Nil when the face cannot be read or cut.
    init?(_ installed: InstalledFace) {
        let blob = hb_blob_create_from_file_or_fail(installed.file)
        defer { hb_blob_destroy(blob) }
        guard blob != nil, let input = Self.input() else { return nil }
        defer { hb_subset_input_destroy(input) }
        let whole = hb_face_create(blob, installed.index)
        defer { hb_face_destroy(whole) }
        let chinese = Self.face(like: whole)
        defer { hb_face_destroy(chinese) }
        guard let cut = hb_subset_or_fail(chinese, input) else { return nil }
        defer { hb_face_destroy(cut) }
        let written = hb_face_reference_blob(cut)
        defer { hb_blob_destroy(written) }
        font = Self.bytes(of: written)
        guard !font.isEmpty else { return nil }
    }

    /// What is kept, and how.
    private static func input() -> OpaquePointer? {
        guard let input = hb_subset_input_create_or_fail() else { return nil }
        let characters = hb_subset_input_unicode_set(input)
        for range in CommonCharacters.ranges { hb_set_add_range(characters, range.lowerBound, range.upperBound) }
        for scalar in CommonCharacters.ideographs.unicodeScalars { hb_set_add(characters, scalar.value) }
        let kept = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG)
        hb_set_clear(kept)
        for feature in features { hb_set_add(kept, hb_tag_from_string(feature, -1)) }
        // Where the baselines of scripts lie: Pango aligns other fonts by it, and HarfBuzz would drop it.
        let baselines = hb_tag_from_string("BASE", -1)
        hb_set_del(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), baselines)
        hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_NO_SUBSET_TABLE_TAG), baselines)
        let flags = HB_SUBSET_FLAGS_NO_HINTING.rawValue | HB_SUBSET_FLAGS_DESUBROUTINIZE.rawValue
        hb_subset_input_set_flags(input, flags)
        return input
    }

    /// The same face, knowing the forms of no language but ours: those of the others would be as many glyphs again.
    private static func face(like whole: OpaquePointer?) -> OpaquePointer? {
        let face = hb_face_builder_create()
        var tags = [hb_tag_t](repeating: 0, count: 64)
        var count = UInt32(tags.count)
        hb_face_get_table_tags(whole, 0, &count, &tags)
        let substitutions = hb_tag_from_string("GSUB", -1)
        for tag in tags.prefix(Int(count)) {
            var table = hb_face_reference_table(whole, tag)
            if tag == substitutions {
                let chinese = ScriptList.keeping("ZHS ", in: bytes(of: table))
                hb_blob_destroy(table)
                table = chinese.withUnsafeBytes { bytes in
                    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                    return hb_blob_create(start, UInt32(bytes.count), HB_MEMORY_MODE_DUPLICATE, nil, nil)
                }
            }
            hb_face_builder_add_table(face, tag, table)
            hb_blob_destroy(table)
        }
        return face
    }

    private static func bytes(of blob: OpaquePointer?) -> Data {
        var length: UInt32 = 0
        guard let start = hb_blob_get_data(blob, &length) else { return Data() }
        return Data(bytes: start, count: Int(length))
    }
}
