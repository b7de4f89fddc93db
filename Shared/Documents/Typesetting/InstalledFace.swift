import CPango

/// Where fontconfig has a face of a family.
struct InstalledFace {
    let file: String
    let index: UInt32

    /// Nil when the family is not installed; fontconfig alone would give some other.
    init?(family: String, bold: Bool) {
        guard let wanted = FcPatternCreate() else { return nil }
        defer { FcPatternDestroy(wanted) }
        FcPatternAddString(wanted, FC_FAMILY, family)
        FcPatternAddInteger(wanted, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR)
        FcConfigSubstitute(nil, wanted, FcMatchPattern)
        FcDefaultSubstitute(wanted)
        var result = FcResultNoMatch
        guard let found = FcFontMatch(nil, wanted, &result) else { return nil }
        defer { FcPatternDestroy(found) }
        var name: UnsafeMutablePointer<FcChar8>?
        var file: UnsafeMutablePointer<FcChar8>?
        var index: Int32 = 0
        guard FcPatternGetString(found, FC_FAMILY, 0, &name) == FcResultMatch, let name,
            String(cString: name) == family,
            FcPatternGetString(found, FC_FILE, 0, &file) == FcResultMatch, let file,
            FcPatternGetInteger(found, FC_INDEX, 0, &index) == FcResultMatch, index >= 0
        else { return nil }
        self.file = String(cString: file)
        self.index = UInt32(index & 0xFFFF)
    }
}
