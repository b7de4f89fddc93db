import Foundation
import Identifiers
import Messages

/// The fields of a contract by what they mean, beyond what each one's kind demands.
enum ContractFields {
    /// Filled in by the platform from what is proven; nobody types these.
    static let automatic: Set<String> = [
        "enterpriseName", "uscc", "legalRepresentative", "employeeName", "employeeSex", "employeeIDNumber",
        "employeePhone", "employeeAddress",
    ]

    /// What differs from person to person in any contract of employment.
    static let individual: Set<String> = ["position", "duties", "monthlyWage", "probationWage"]

    /// Checks that dates which belong together are in order.
    static func checkTerm(_ values: FieldValues, prefix: String = "", into problems: inout FieldProblems) {
        guard let start = ChinaTime.beginning(ofDay: values["contractStart"]),
            let end = ChinaTime.beginning(ofDay: values["contractEnd"])
        else { return }
        if end <= start { problems.add(prefix + "contractEnd", "contracts.end-before-start") }
        guard let probation = ChinaTime.beginning(ofDay: values["probationEnd"]) else { return }
        if probation < start || probation > end { problems.add(prefix + "probationEnd", "contracts.probation-outside") }
    }
}
