import Foundation
import Identifiers
import Messages

/// The form that an invited worker fills in.
enum OnboardingForm {
    static let relations = ["父母", "配偶", "子女", "兄弟姐妹", "亲属", "朋友", "同事"]

    static let fields: [FormField] = [
        FormField(
            key: "sex",
            label: "性别",
            kind: "choice",
            required: true,
            filledBy: "employee",
            options: [FieldOption(value: "male", label: "男"), FieldOption(value: "female", label: "女")]
        ),
        FormField(key: "address", label: "联系地址", kind: "text", required: true, filledBy: "employee"),
        FormField(key: "emergencyContact.name", label: "紧急联系人姓名", kind: "text", required: true, filledBy: "employee"),
        FormField(
            key: "emergencyContact.relation",
            label: "与紧急联系人关系",
            kind: "choice",
            required: true,
            filledBy: "employee",
            options: relations.map { FieldOption(value: $0, label: $0) }
        ),
        FormField(
            key: "emergencyContact.phone",
            label: "紧急联系人手机号码",
            kind: "phone",
            required: true,
            filledBy: "employee"
        ),
    ]

    /// Checks what was filled in, all fields at once.
    static func check(
        sex: String,
        address: String,
        contact: (name: String, relation: String, phone: String)
    ) throws(Refusal) {
        var problems = FieldProblems()
        if sex.isEmpty {
            problems.add("sex", "onboarding.sex-required")
        } else if Sex(rawValue: sex) == nil {
            problems.add("sex", "onboarding.sex-unknown")
        }
        checkText(address, "address", 200, "onboarding.address", &problems)
        checkText(contact.name, "emergencyContact.name", 50, "onboarding.contact-name", &problems)
        if contact.relation.isEmpty {
            problems.add("emergencyContact.relation", "onboarding.relation-required")
        } else if !relations.contains(contact.relation) {
            problems.add("emergencyContact.relation", "onboarding.relation-unknown")
        }
        if contact.phone.isEmpty {
            problems.add("emergencyContact.phone", "onboarding.contact-phone-required")
        } else if MobileNumber(contact.phone) == nil {
            problems.add("emergencyContact.phone", "onboarding.contact-phone-malformed")
        }
        try problems.check("onboarding.input")
    }

    private static func checkText(
        _ text: String,
        _ field: String,
        _ limit: Int,
        _ code: String,
        _ problems: inout FieldProblems
    ) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.isEmpty {
            problems.add(field, code + "-required")
        } else if text.count > limit {
            problems.add(field, code + "-too-long")
        } else if !FieldCheck.isPrintable(text) {
            problems.add(field, "field.characters")
        }
    }
}
