import Foundation

/// Small PDF files written by hand, each with one peculiarity.
enum SamplePDF {
    /// A document of blank pages; `catalog`, `page` and `objects` (from number 100 on) are added as they are.
    static func make(
        pages: Int = 1,
        catalog: String = "",
        page: String = "/MediaBox [0 0 595 842]",
        content: String = "BT /F1 24 Tf 72 700 Td (Sample) Tj ET",
        objects: [String] = []
    ) -> Data {
        var bodies: [Int: String] = [
            1: "<< /Type /Catalog /Pages 2 0 R \(catalog) >>",
            3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            4: "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
        ]
        let kids = (0..<pages).map { "\(1000 + $0) 0 R" }.joined(separator: " ")
        bodies[2] = "<< /Type /Pages /Count \(pages) /Kids [\(kids)] >>"
        for index in 0..<pages {
            bodies[1000 + index] =
                "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> \(page) >>"
        }
        for (index, object) in objects.enumerated() { bodies[100 + index] = object }
        var text = "%PDF-1.7\n"
        var table = "xref\n0 1\n0000000000 65535 f \n"
        for id in bodies.keys.sorted() {
            table += "\(id) 1\n" + String(format: "%010d 00000 n \n", text.utf8.count)
            text += "\(id) 0 obj\n\(bodies[id] ?? "")\nendobj\n"
        }
        let start = text.utf8.count
        text += table + "trailer\n<< /Size \(1000 + pages) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Data(text.utf8)
    }
}
