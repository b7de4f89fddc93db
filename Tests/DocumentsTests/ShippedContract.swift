import Documents
import Foundation

/// The model contract that ships with the platform, filled in by made-up parties.
enum ShippedContract {
    static func template() throws -> ContractTemplateDocument {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Services/Contracts/Templates/fixed_term.json").standardized
        return try JSONDecoder().decode(ContractTemplateDocument.self, from: Data(contentsOf: file))
    }

    static let employeeValues = ["emergencyReachable": "13800000002", "noticeRead": "true"]
    static let enterpriseValues = ["reportTo": "测试乙"]

    /// A fitting value for every control of the initiator.
    static func values(of template: ContractTemplateDocument) -> [String: String] {
        var values: [String: String] = [:]
        for control in template.controls where control.filledBy == .initiator {
            switch control.kind {
            case .number: values[control.key] = "15"
            case .money: values[control.key] = "12500.5"
            case .date: values[control.key] = "2026-03-01"
            case .choice: values[control.key] = control.options?.first?.value
            case .boolean: values[control.key] = "true"
            case .phone: values[control.key] = "13800000001"
            case .idNumber: values[control.key] = "440101199001010016"
            default: values[control.key] = "广州市示例区示例路1号"
            }
        }
        return values
    }
}
