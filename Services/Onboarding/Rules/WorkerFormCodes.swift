import Messages

/// What this service calls the problems of the fields that it had before forms were data; others have their kind's codes.
enum WorkerFormCodes {
    private static let stems = [
        "sex": "sex", "address": "address", "emergencyContact.name": "contact-name",
        "emergencyContact.relation": "relation", "emergencyContact.phone": "contact-phone",
    ]
    private static let endings = [
        "field.required": "required", "field.too-long": "too-long", "field.not-a-choice": "unknown",
        "field.not-a-phone": "malformed",
    ]

    /// Refuses a form in which anything is wrong.
    static func check(_ problems: FieldProblems) throws(Refusal) {
        var renamed = FieldProblems()
        for (field, code) in problems.fields {
            guard let stem = stems[field], let ending = endings[code] else {
                renamed.add(field, code)
                continue
            }
            renamed.add(field, "onboarding.\(stem)-\(ending)")
        }
        try renamed.check("onboarding.input")
    }
}
