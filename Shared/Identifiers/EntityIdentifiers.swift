/// Names for `Identifier`'s phantom parameter; nothing is ever made of them.
package enum Entities {
    package enum Account {}
    package enum Person {}
    package enum Enterprise {}
    package enum Session {}
    package enum Verification {}
    package enum Invitation {}
    package enum Submission {}
    package enum Department {}
    package enum Employee {}
    package enum Template {}
    package enum Contract {}
    package enum Document {}
    package enum Seal {}
    package enum HandwrittenSignature {}
    package enum Willingness {}
    package enum Message {}
    package enum Notice {}
    package enum Code {}
    package enum Operation {}
}

/// Identifies accounts that log in.
package typealias AccountID = Identifier<Entities.Account>
/// Identifies natural persons.
package typealias PersonID = Identifier<Entities.Person>
/// Identifies employers.
package typealias EnterpriseID = Identifier<Entities.Enterprise>
/// Identifies log-in sessions.
package typealias SessionID = Identifier<Entities.Session>
/// Identifies real-name verifications.
package typealias VerificationID = Identifier<Entities.Verification>
/// Identifies invitations to onboard.
package typealias InvitationID = Identifier<Entities.Invitation>
/// Identifies filled-in onboarding forms.
package typealias SubmissionID = Identifier<Entities.Submission>
/// Identifies departments.
package typealias DepartmentID = Identifier<Entities.Department>
/// Identifies employees of one enterprise.
package typealias EmployeeID = Identifier<Entities.Employee>
/// Identifies contract templates.
package typealias TemplateID = Identifier<Entities.Template>
/// Identifies contracts.
package typealias ContractID = Identifier<Entities.Contract>
/// Identifies documents of a contract.
package typealias DocumentID = Identifier<Entities.Document>
/// Identifies enterprise seals.
package typealias SealID = Identifier<Entities.Seal>
/// Identifies saved handwritten signatures.
package typealias HandwrittenSignatureID = Identifier<Entities.HandwrittenSignature>
/// Identifies willingness challenges.
package typealias WillingnessID = Identifier<Entities.Willingness>
/// Identifies messages on the wire.
package typealias MessageID = Identifier<Entities.Message>
/// Identifies notices to a person.
package typealias NoticeID = Identifier<Entities.Notice>
/// Identifies one-time codes.
package typealias CodeID = Identifier<Entities.Code>
/// Identifies entries of the operation log.
package typealias OperationID = Identifier<Entities.Operation>
