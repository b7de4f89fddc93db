/// What laid-out pages are drawn on, one after the other: a PDF, or a sketch from which images are made.
///
/// Lengths are in points, the origin is at the upper left.
protocol PageCanvas {
    func setColor(_ color: Ink)
    func draw(_ line: TextLayout.Line, of layout: TextLayout, x: Double, baseline: Double)
    func line(from start: (x: Double, y: Double), to end: (x: Double, y: Double), width: Double)
    func box(x: Double, y: Double, width: Double, height: Double, line: Double)
    func fill(x: Double, y: Double, width: Double, height: Double)
    func endPage()
}

extension DrawingSurface: PageCanvas {
    func draw(_ line: TextLayout.Line, of layout: TextLayout, x: Double, baseline: Double) {
        layout.draw(line, on: self, x: x, baseline: baseline)
    }
}
