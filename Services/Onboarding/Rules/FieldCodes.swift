import Messages

extension FieldCodes {
    /// Of the fields that this service had before forms were data.
    static let onboarding = FieldCodes(
        stems: [
            "sex": "onboarding.sex-", "address": "onboarding.address-",
            "emergencyContact.name": "onboarding.contact-name-", "emergencyContact.relation": "onboarding.relation-",
            "emergencyContact.phone": "onboarding.contact-phone-", "reason": "onboarding.reason-",
        ],
        endings: [
            "field.required": "required", "field.too-long": "too-long", "field.not-a-choice": "unknown",
            "field.not-a-phone": "malformed",
        ]
    )
}
