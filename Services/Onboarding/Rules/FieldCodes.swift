import Messages

extension FieldCodes {
    private static let endings = [
        "field.required": "required", "field.too-long": "too-long", "field.not-a-choice": "unknown",
        "field.not-a-phone": "malformed",
    ]

    /// Of the worker's form, whose fields this service had before forms were data.
    static let workerForm = FieldCodes(
        stems: [
            "sex": "onboarding.sex-", "address": "onboarding.address-",
            "emergencyContact.name": "onboarding.contact-name-", "emergencyContact.relation": "onboarding.relation-",
            "emergencyContact.phone": "onboarding.contact-phone-",
        ],
        endings: endings
    )

    /// The same of a field that stands alone.
    static func onboarding(of field: FormField, _ stem: String) -> FieldCodes {
        FieldCodes(stems: [field.key: stem], endings: endings)
    }
}
