/// Cuts and loads the fonts once, so that the first contract of a process does not wait for them.
package enum FontWarmUp {
    /// Call at start, before the service says it is ready; takes some 300 ms.
    ///
    /// Gives the reason when contracts will be set in whole fonts, for the log: they take longer then and are larger.
    package static func run() -> String? {
        MemoryReturn.keepLargeBuffersApart()
        defer { MemoryReturn.run() }
        try? Typesetter.lend { typesetter throws(DocumentProblem) in
            let surface = DrawingSurface(width: 100, height: 100)
            for family in TextFont.Family.allCases {
                for bold in [false, true] {
                    let font = TextFont(family: family, bold: bold, size: 12)
                    let layout = TextLayout(typesetter, "劳动合同 Contract 2026", .init(font: font))
                    for line in layout.lines { layout.draw(line, on: surface, x: 0, baseline: 50) }
                }
            }
            surface.endPage()
            _ = try surface.finish()
        }
        return CutFaces.shared.problem
    }
}
