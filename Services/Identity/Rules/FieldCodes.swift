import Messages

extension FieldCodes {
    /// Of the fields that this service had before forms were data.
    static let identity = FieldCodes(
        stems: [
            "organizationType": "input.", "idType": "input.", "legalRepresentative.idType": "input.",
            "name": "identity.person-name-", "legalRepresentative.name": "identity.person-name-",
            "idNumber": "identity.id-number-", "legalRepresentative.idNumber": "identity.id-number-",
            "phone": "identity.phone-",
        ],
        endings: [
            "field.required": "required", "field.not-a-choice": "not-a-choice", "field.too-long": "malformed",
            "field.too-short": "malformed", "field.characters": "malformed", "field.not-a-phone": "malformed",
            "field.not-an-id-number": "malformed", "field.id-number-check-digit": "check-digit",
        ]
    )
}
