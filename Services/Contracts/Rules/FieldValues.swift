import Foundation
import Messages

/// The values of a contract's controls, beyond what each one's kind demands.
enum FieldValues {
    /// Filled in by the platform from what is proven; nobody types these.
    static let automatic: Set<String> = [
        "enterpriseName", "uscc", "legalRepresentative", "employeeName", "employeeSex", "employeeIDNumber",
        "employeePhone", "employeeAddress",
    ]

    /// Checks that dates which belong together are in order.
    static func checkTerm(_ values: [String: String], prefix: String = "", into problems: inout FieldProblems) {
        guard let start = FieldCheck.day(values["contractStart"]), let end = FieldCheck.day(values["contractEnd"])
        else { return }
        if end <= start { problems.add(prefix + "contractEnd", "contracts.end-before-start") }
        guard let probation = FieldCheck.day(values["probationEnd"]) else { return }
        if probation < start || probation > end { problems.add(prefix + "probationEnd", "contracts.probation-outside") }
    }
}
