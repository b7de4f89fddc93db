import Failures

/// Why a document cannot be taken, composed, signed or shown; `detail` names objects and limits, never contents.
package struct DocumentProblem: PassingTrouble, Codable, Sendable, Equatable, CustomStringConvertible {
    /// The stable, dotted code of a problem.
    package enum Code: String, Codable, Sendable, CaseIterable {
        case notPDF = "documents.not-a-pdf"
        case empty = "documents.empty"
        case tooLarge = "documents.too-large"
        case tooManyPages = "documents.too-many-pages"
        case encrypted = "documents.encrypted"
        case damaged = "documents.damaged"
        case activeContent = "documents.active-content"
        case embeddedFiles = "documents.embedded-files"
        case alreadySigned = "documents.already-signed"
        case timedOut = "documents.timed-out"
        case glyphMissing = "documents.glyph-missing"
        case valueMissing = "documents.value-missing"
        case valueInvalid = "documents.value-invalid"
        case valueTooLong = "documents.value-too-long"
        case templateInvalid = "documents.template-invalid"
        case fieldUnknown = "documents.field-unknown"
        case fieldAlreadySigned = "documents.field-already-signed"
        case imageInvalid = "documents.image-invalid"
        case pageMissing = "documents.page-missing"
        case unavailable = "documents.unavailable"
    }

    package let code: Code
    package let detail: String
    /// The keys of the controls or fields concerned.
    package let fields: [String]

    package init(_ code: Code, detail: String = "", fields: [String] = []) {
        self.code = code
        self.detail = detail
        self.fields = fields
    }

    /// This machine could not work on a document now: nothing is said against the document.
    package var isPassing: Bool { code == .unavailable || code == .timedOut }

    package var description: String {
        ([code.rawValue] + [detail].filter { !$0.isEmpty } + fields).joined(separator: " ")
    }
}
