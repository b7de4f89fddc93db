import Cryptography
import Foundation
import Identifiers
import Messages
import Messaging
import Postgres

/// Whether a password is that of an account as it stood; the slow hash was made without holding anything.
struct JudgedPassword: Sendable {
    /// The hash it was judged against; nil when the phone is unknown or has no password.
    let hash: String?
    let isRight: Bool
}

extension IdentityService {
    /// Where a password is judged; nil where none is to be.
    func judgingPlaces(_ request: LogIn) -> WorkPlaces? {
        request.code == nil && request.password != nil ? judging : nil
    }

    /// Nil where no password is to be judged: with a code, and while the account is locked.
    func judgePassword(_ request: LogIn, by caller: Caller, reading: ShortReads) async throws -> JudgedPassword? {
        guard request.code == nil, let sealed = request.password else { return nil }
        _ = try logInNumber(request)
        let phoneIndex = try Data(index: request.phoneIndex)
        let password = try keys.open(sealed, context: SealContext.password)
        let account = try await reading { try await $0.account(phoneIndex: phoneIndex) }
        if let lockedUntil = account?.lockedUntil, now() < lockedUntil { return nil }
        let hash = account?.passwordHash
        // An unknown phone takes as long as a wrong password, so that time does not tell them apart.
        let isRight = await PasswordHash.verify(password, against: hash ?? PasswordHash.decoy)
        return JudgedPassword(hash: hash, isRight: hash != nil && isRight)
    }

    /// The number of who logs in, after the whole input was checked.
    func logInNumber(_ request: LogIn) throws -> MobileNumber {
        let phone = try keys.open(request.phone, context: SealContext.phone)
        var problems = FieldProblems()
        let number = Inputs.phone(phone, into: &problems)
        Agreements.check(request.agreements, into: &problems)
        if request.code == nil, request.password == nil { problems.add("code", "code.required") }
        try problems.check("identity.input")
        guard request.side != .regulator else { throw Refusal("identity.side-not-offered", .unsupported) }
        guard let number else { throw Refusal("identity.input", .invalid) }
        return number
    }
}
