import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

extension IdentityService {
    static let verificationsADay = 10

    /// Takes in what a person says about themselves; the carrier is asked after this was committed.
    func startPersonVerification(
        _ request: StartPersonVerification,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> VerificationView {
        let account = try caller.requireAccount()
        guard account == request.accountID else { throw Refusal.notFound("identity.account-unknown") }
        guard try await transaction.account(account)?.personID == nil else {
            throw Refusal("identity.person-verified-already", .conflict)
        }
        let now = now()
        let typed = try keys.open(request.values)
        var problems = FieldProblems()
        if typed["consent"] != "true" { problems.add("consent", "identity.verification-consent-required") }
        if request.method != .mobile { problems.add("method", "identity.method-not-offered") }
        let form = Form.personByMobile
        form.check(typed, codes: .identity, today: now, into: &problems)
        let kept = form.kept(typed)
        let idType = Inputs.offeredIDType(kept["idType"], at: "idType", into: &problems)
        let number = MobileNumber(kept["phone"])
        if number?.isVirtual == true { problems.add("phone", "identity.phone-virtual") }
        try problems.check("identity.input")
        guard let number else { throw Refusal("identity.input", .invalid) }
        let verification = PersonVerification(
            id: .new(),
            accountID: account,
            method: request.method,
            name: kept["name"],
            idType: idType,
            idNumber: try keys.seal(kept["idNumber"], context: SealContext.idNumber),
            idNumberIndex: keys.lookUpIndex(kept["idNumber"], purpose: LookUpPurpose.idNumber),
            phone: try keys.seal(number.digits, context: SealContext.phone),
            phoneIndex: keys.lookUpIndex(number.digits, purpose: LookUpPurpose.phone),
            status: .pending,
            createdAt: now
        )
        if let open = try await reopened(like: verification, address: caller.address, in: transaction) { return open }
        try await allowVerification(verification, in: transaction)
        try await transaction.insert(verification)
        try await transaction.recordConsents([Agreements.verification], of: account, address: caller.address, now: now)
        try await transaction.schedule(AskCarrier(verificationID: verification.id))
        return verification.view
    }

    /// Refuses a new try beyond the day's limit, or one whose code could not be sent yet.
    private func allowVerification(_ verification: PersonVerification, in transaction: Transaction) async throws {
        let now = now()
        let today = try await transaction.personVerificationsToday(
            of: verification.accountID,
            since: now.addingTimeInterval(-86_400)
        )
        guard today < Self.verificationsADay else {
            throw Refusal("identity.verification-limit-day", .tooMany, retryAt: now.addingTimeInterval(86_400))
        }
        // Asked before the carrier is: its answer would be lost on a phone that may not be sent a code.
        try await transaction.codeHistory(
            phoneIndex: verification.phoneIndex,
            purpose: .personVerification,
            address: nil,
            now: now
        ).allowAnother(now: now)
    }

    /// Reads the caller's own verification.
    func getPersonVerification(
        _ request: GetPersonVerification,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> QueryAnswer<VerificationView> {
        let read = { @Sendable (transaction: Transaction) async throws -> VerificationView in
            let found = try await ownVerification(request.verificationID, caller: caller, in: transaction)
            return try await shown(found.view, about: found.accountID.description, to: caller, in: transaction)
        }
        return shown(try await read(transaction), untilSettled: request.untilSettled, to: caller, read: read)
    }

    /// Finishes a verification by the code that went to the phone.
    func confirmPersonVerification(
        _ request: ConfirmPersonVerification,
        by caller: Caller,
        in transaction: Transaction
    ) async throws -> VerificationView {
        var verification = try await ownVerification(
            request.verificationID,
            caller: caller,
            lock: true,
            in: transaction
        )
        guard verification.status != .passed else { return verification.view }
        guard verification.status == .codeRequired else {
            throw Refusal("identity.verification-not-waiting", .conflict)
        }
        try await redeemCode(
            request.code,
            phoneIndex: verification.phoneIndex,
            purpose: .personVerification,
            in: transaction
        )
        let now = now()
        let text = try keys.open(verification.idNumber, context: SealContext.idNumber)
        let idNumber = try? ResidentID(parsing: text, today: now)
        let sex: Sex? = idNumber.map { $0.isMale ? .male : .female }
        let masked = Masks.idNumber(text)
        let person = try await transaction.personMadeIfAbsent(verification, masked: masked, sex: sex, now: now)
        // A verification that was begun before another passed must not turn the account into somebody else's.
        guard try await transaction.linkPerson(person.id, to: verification.accountID) else {
            throw Refusal("identity.person-verified-already", .conflict)
        }
        verification.pass(now: now)
        try await transaction.save(verification)
        try await transaction.publish(
            PersonVerified(
                accountID: verification.accountID,
                personID: person.id,
                name: verification.name,
                sex: sex,
                idType: verification.idType,
                idNumber: verification.idNumber,
                idNumberMasked: masked,
                phone: verification.phone,
                phoneIndex: verification.phoneIndex.hex,
                phoneMasked: Masks.phone(try keys.open(verification.phone, context: SealContext.phone)),
                method: verification.method,
                receipt: verification.receipt ?? "",
                verifiedAt: now,
                consents: try await transaction.consents(of: verification.accountID)
            )
        )
        try await announceChange(of: verification.accountID, in: transaction)
        return verification.view
    }

    func ownVerification(
        _ id: VerificationID,
        caller: Caller,
        lock: Bool = false,
        in transaction: Transaction
    ) async throws -> PersonVerification {
        let account = try caller.requireAccount()
        guard let found = try await transaction.personVerification(id, lock: lock), found.accountID == account else {
            throw Refusal.notFound("identity.verification-unknown")
        }
        return found
    }
}
