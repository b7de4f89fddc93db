import Foundation

/// Finds what makes a document do something, carry something or lead somewhere it should not.
enum ActiveContent {
    private static let actionKeys: Set = ["JavaScript", "JS", "AA", "Launch", "XFA", "RichMedia", "Rendition"]
    private static let fileKeys: Set = ["EmbeddedFiles", "EF", "AF", "Collection"]
    private static let actions: Set = [
        "JavaScript", "Launch", "SubmitForm", "ImportData", "ResetForm", "Hide", "Rendition", "Sound", "Movie",
        "GoTo3DView", "RichMediaExecute", "SetOCGState", "GoToR", "GoToE", "Trans", "Thread",
    ]
    private static let annotations: Set = ["RichMedia", "3D", "Screen", "Movie", "Sound", "FileAttachment"]

    /// The first problem within a value; references are not followed.
    static func problem(in value: PDFValue) -> DocumentProblem? {
        switch value {
        case .array(let items):
            for item in items {
                if let problem = problem(in: item) { return problem }
            }
            return nil
        case .dictionary(let entries):
            if let problem = problem(among: entries) { return problem }
            for item in entries.values {
                if let problem = problem(in: item) { return problem }
            }
            return nil
        default: return nil
        }
    }

    private static func problem(among entries: [String: PDFValue]) -> DocumentProblem? {
        for key in entries.keys.sorted() {
            if actionKeys.contains(key) { return DocumentProblem(.activeContent, detail: key) }
            if fileKeys.contains(key) { return DocumentProblem(.embeddedFiles, detail: key) }
        }
        if let action = entries["S"]?.name, actions.contains(action) {
            // Structure elements, transparency groups and borders use /S too, but never with these names.
            return DocumentProblem(.activeContent, detail: action)
        }
        if let kind = entries["Subtype"]?.name, annotations.contains(kind) {
            return DocumentProblem(kind == "FileAttachment" ? .embeddedFiles : .activeContent, detail: kind)
        }
        if let address = entries["URI"]?.text, !isPlainAddress(address) {
            return DocumentProblem(.activeContent, detail: "URI")
        }
        return nil
    }

    private static func isPlainAddress(_ address: String) -> Bool {
        let visible = address.unicodeScalars.filter { $0.value > 0x20 }
        let text = String(String.UnicodeScalarView(visible)).lowercased()
        guard let colon = text.firstIndex(of: ":") else { return true }
        return ["http", "https", "mailto", "tel"].contains(String(text[..<colon]))
    }
}
