import Documents
import Foundation
import Identifiers

/// A model template that ships with the platform.
struct ShippedTemplate: Sendable {
    var id: TemplateID
    var name: String
    var type: String
    var document: ContractTemplateDocument
}

enum ShippedTemplates {
    /// Reads the templates that were built into this program; their ids never change.
    static func all() throws -> [ShippedTemplate] {
        [
            ShippedTemplate(
                id: TemplateID(UUID(uuid: (1, 0x99, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))),
                name: "劳动合同（固定期限）",
                type: "劳动合同",
                document: try JSONDecoder().decode(
                    ContractTemplateDocument.self,
                    from: Data(PackageResources.fixed_term_json)
                )
            )
        ]
    }
}

extension ShippedTemplate {
    /// How many pages the template has when it is filled with plain values.
    func samplePages() throws -> Int {
        let values = document.controls.filter { $0.filledBy == .initiator }.map { ($0.key, Self.sample(of: $0)) }
        return try ContractComposer().compose(
            .text(document),
            values: Dictionary(values) { first, _ in first }
        ).pages
    }

    private static func sample(of control: ControlDefinition) -> String {
        switch control.kind {
        case .number: "15"
        case .money: "5000"
        case .date: "2027-01-01"
        case .choice: control.options?.first?.value ?? ""
        case .boolean: "true"
        case .phone: "13800000000"
        case .idNumber: "11010519491231002X"
        case .text, .multiline, .signature, .seal, .crossPageSeal, .signDate: "示例"
        }
    }
}
