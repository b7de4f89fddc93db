// Made from the other files of this folder by `swift run MessageIndex`; never edited by hand.
//
// Swift makes initialisers of structs for their own module only. Those here are for the others: their last
// parameter, which nobody gives, and the attribute keep them apart from Swift's own.

package import Cryptography
package import Foundation
package import Identifiers

/// Every message there is.
package enum EveryMessage {
    package static let commands: [any Command.Type] = [
        AddDepartment.self,
        ApproveSubmission.self,
        ChooseEnterprise.self,
        ConfirmPersonVerification.self,
        CorrectSubmission.self,
        CorrectSubmissionV1.self,
        DeclineContract.self,
        DraftContracts.self,
        InviteWorker.self,
        KeepHandwrittenSignature.self,
        LaunchContract.self,
        LaunchContracts.self,
        LogIn.self,
        LogOut.self,
        MarkNoticesRead.self,
        RecordView.self,
        RegisterEnterprise.self,
        RejectSubmission.self,
        RelaunchContract.self,
        RequestCode.self,
        RequestWillingness.self,
        ResendVerificationCode.self,
        SetPassword.self,
        SignContract.self,
        StartEnterpriseVerification.self,
        StartEnterpriseVerificationV1.self,
        StartPersonVerification.self,
        StartPersonVerificationV1.self,
        SubmitOnboarding.self,
        SubmitOnboardingV1.self,
        UrgeSigner.self,
        WithdrawContract.self,
    ]

    package static let queries: [any Query.Type] = [
        GetContract.self,
        GetContractSummary.self,
        GetEnterpriseVerification.self,
        GetInvitation.self,
        GetOnboardingSummary.self,
        GetPersonVerification.self,
        GetSession.self,
        GetSubmission.self,
        GetSubmissionV1.self,
        GetTrustAnchor.self,
        ListContracts.self,
        ListDepartments.self,
        ListEmployees.self,
        ListHandwrittenSignatures.self,
        ListInvitations.self,
        ListNotices.self,
        ListOperations.self,
        ListSeals.self,
        ListSubmissions.self,
        ListTemplates.self,
        OpenDocument.self,
        OpenPage.self,
        VerifyDocument.self,
    ]

    package static let events: [any Event.Type] = [
        CodeIssued.self,
        ContractCompleted.self,
        ContractDeclined.self,
        ContractDelivered.self,
        ContractLaunched.self,
        ContractSigned.self,
        ContractViewed.self,
        ContractWithdrawn.self,
        EmployeeJoined.self,
        EnterpriseRegistered.self,
        EnterpriseVerified.self,
        MemberJoined.self,
        PersonVerified.self,
        SessionChanged.self,
        SignerTurn.self,
        SignerUrged.self,
        SigningFailed.self,
        SubmissionReceived.self,
        SubmissionReviewed.self,
        WillingnessCodeIssued.self,
        WorkerInvited.self,
    ]
}

extension Caller {
    @_disfavoredOverload
    package init(
        accountID: AccountID? = nil,
        personID: PersonID? = nil,
        enterpriseID: EnterpriseID? = nil,
        sessionID: SessionID? = nil,
        phoneIndex: String? = nil,
        roles: [Role] = [],
        side: Side? = nil,
        personVerified: Bool = false,
        enterpriseVerified: Bool = false,
        address: String? = nil,
        agent: String? = nil,
        _: Never? = nil
    ) {
        self.accountID = accountID
        self.personID = personID
        self.enterpriseID = enterpriseID
        self.sessionID = sessionID
        self.phoneIndex = phoneIndex
        self.roles = roles
        self.side = side
        self.personVerified = personVerified
        self.enterpriseVerified = enterpriseVerified
        self.address = address
        self.agent = agent
    }
}

extension SignerPlan {
    @_disfavoredOverload
    package init(
        role: PartyRole,
        signatureField: String,
        fields: [PlacedField],
        lockedFieldNames: [String],
        _: Never? = nil
    ) {
        self.role = role
        self.signatureField = signatureField
        self.fields = fields
        self.lockedFieldNames = lockedFieldNames
    }
}

extension ContractLaunched {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        number: String,
        name: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        uscc: String,
        handlerAccountID: AccountID,
        employeeID: EmployeeID,
        employeeAccountID: AccountID,
        employeePersonID: PersonID,
        employeeName: String,
        employeePhone: SealedText,
        documentID: DocumentID,
        document: ObjectReference,
        pages: Int,
        ordered: Bool,
        signers: [SignerPlan],
        launchedAt: Date,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.number = number
        self.name = name
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.uscc = uscc
        self.handlerAccountID = handlerAccountID
        self.employeeID = employeeID
        self.employeeAccountID = employeeAccountID
        self.employeePersonID = employeePersonID
        self.employeeName = employeeName
        self.employeePhone = employeePhone
        self.documentID = documentID
        self.document = document
        self.pages = pages
        self.ordered = ordered
        self.signers = signers
        self.launchedAt = launchedAt
    }
}

extension PartyView {
    @_disfavoredOverload
    package init(role: PartyRole, name: String, status: PartyStatus, signedAt: Date? = nil, _: Never? = nil) {
        self.role = role
        self.name = name
        self.status = status
        self.signedAt = signedAt
    }
}

extension ContractItem {
    @_disfavoredOverload
    package init(
        id: ContractID,
        number: String,
        name: String,
        status: ContractStatus,
        enterpriseName: String,
        employeeName: String,
        employeePhoneMasked: String,
        launchedAt: Date? = nil,
        completedAt: Date? = nil,
        parties: [PartyView],
        myTurn: Bool,
        _: Never? = nil
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.status = status
        self.enterpriseName = enterpriseName
        self.employeeName = employeeName
        self.employeePhoneMasked = employeePhoneMasked
        self.launchedAt = launchedAt
        self.completedAt = completedAt
        self.parties = parties
        self.myTurn = myTurn
    }
}

extension BoxCounts {
    @_disfavoredOverload
    package init(mine: Int, others: Int, completed: Int, all: Int, _: Never? = nil) {
        self.mine = mine
        self.others = others
        self.completed = completed
        self.all = all
    }
}

extension ListContracts {
    @_disfavoredOverload
    package init(
        box: ContractBox,
        text: String? = nil,
        from: Date? = nil,
        to: Date? = nil,
        page: PageRequest,
        _: Never? = nil
    ) {
        self.box = box
        self.text = text
        self.from = from
        self.to = to
        self.page = page
    }
}

extension ListContracts.Reply {
    @_disfavoredOverload
    package init(page: Page<ContractItem>, counts: BoxCounts, _: Never? = nil) {
        self.page = page
        self.counts = counts
    }
}

extension GetContractSummary {
    @_disfavoredOverload
    package init(_: Never? = nil) {}
}

extension GetContractSummary.Reply {
    @_disfavoredOverload
    package init(counts: BoxCounts, averageSigningHours: Double? = nil, _: Never? = nil) {
        self.counts = counts
        self.averageSigningHours = averageSigningHours
    }
}

extension OpenDocument {
    @_disfavoredOverload
    package init(contractID: ContractID, documentID: DocumentID, _: Never? = nil) {
        self.contractID = contractID
        self.documentID = documentID
    }
}

extension OpenDocument.Reply {
    @_disfavoredOverload
    package init(reference: ObjectReference, fileName: String, _: Never? = nil) {
        self.reference = reference
        self.fileName = fileName
    }
}

extension OpenPage {
    @_disfavoredOverload
    package init(contractID: ContractID, documentID: DocumentID, page: Int, _: Never? = nil) {
        self.contractID = contractID
        self.documentID = documentID
        self.page = page
    }
}

extension OpenPage.Reply {
    @_disfavoredOverload
    package init(reference: ObjectReference, documentSHA256: String? = nil, _: Never? = nil) {
        self.reference = reference
        self.documentSHA256 = documentSHA256
    }
}

extension DraftedContract {
    @_disfavoredOverload
    package init(
        id: ContractID,
        name: String,
        employeeID: EmployeeID,
        employeeName: String,
        status: ContractStatus,
        _: Never? = nil
    ) {
        self.id = id
        self.name = name
        self.employeeID = employeeID
        self.employeeName = employeeName
        self.status = status
    }
}

extension DraftValues {
    @_disfavoredOverload
    package init(fields: FieldValues, perEmployee: [String: FieldValues], _: Never? = nil) {
        self.fields = fields
        self.perEmployee = perEmployee
    }
}

extension DraftContracts {
    @_disfavoredOverload
    package init(
        templateID: TemplateID,
        name: String,
        employeeIDs: [EmployeeID],
        values: Sealed<DraftValues>,
        ordered: Bool,
        _: Never? = nil
    ) {
        self.templateID = templateID
        self.name = name
        self.employeeIDs = employeeIDs
        self.values = values
        self.ordered = ordered
    }
}

extension DraftContracts.Reply {
    @_disfavoredOverload
    package init(contracts: [DraftedContract], _: Never? = nil) {
        self.contracts = contracts
    }
}

extension LaunchContracts {
    @_disfavoredOverload
    package init(contractIDs: [ContractID], _: Never? = nil) {
        self.contractIDs = contractIDs
    }
}

extension LaunchContracts.Reply {
    @_disfavoredOverload
    package init(launched: [ContractID], refused: [RefusedLaunch], _: Never? = nil) {
        self.launched = launched
        self.refused = refused
    }
}

extension RefusedLaunch {
    @_disfavoredOverload
    package init(contractID: ContractID, code: String, _: Never? = nil) {
        self.contractID = contractID
        self.code = code
    }
}

extension LaunchContract {
    @_disfavoredOverload
    package init(contractID: ContractID, _: Never? = nil) {
        self.contractID = contractID
    }
}

extension LaunchContract.Reply {
    @_disfavoredOverload
    package init(status: ContractStatus, _: Never? = nil) {
        self.status = status
    }
}

extension UrgeSigner {
    @_disfavoredOverload
    package init(contractID: ContractID, _: Never? = nil) {
        self.contractID = contractID
    }
}

extension UrgeSigner.Reply {
    @_disfavoredOverload
    package init(nextAt: Date, _: Never? = nil) {
        self.nextAt = nextAt
    }
}

extension RelaunchContract {
    @_disfavoredOverload
    package init(contractID: ContractID, _: Never? = nil) {
        self.contractID = contractID
    }
}

extension SignerUrged {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        accountID: AccountID,
        phone: SealedText,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.accountID = accountID
        self.phone = phone
    }
}

extension DocumentView {
    @_disfavoredOverload
    package init(
        id: DocumentID,
        name: String,
        pages: Int,
        sha256: String,
        pageWidth: Double,
        pageHeight: Double,
        _: Never? = nil
    ) {
        self.id = id
        self.name = name
        self.pages = pages
        self.sha256 = sha256
        self.pageWidth = pageWidth
        self.pageHeight = pageHeight
    }
}

extension PlacedField {
    @_disfavoredOverload
    package init(
        field: FormField,
        page: Int,
        x: Double,
        y: Double,
        width: Double,
        height: Double,
        value: SealedText? = nil,
        _: Never? = nil
    ) {
        self.field = field
        self.page = page
        self.x = x
        self.y = y
        self.width = width
        self.height = height
        self.value = value
    }
}

extension ContractView {
    @_disfavoredOverload
    package init(
        item: ContractItem,
        employeeID: EmployeeID,
        ordered: Bool,
        documents: [DocumentView],
        ownRole: PartyRole,
        ownFields: [PlacedField],
        places: [PlacedField],
        failure: String? = nil,
        declinedBecause: String? = nil,
        urgeableAt: Date? = nil,
        relaunchedFrom: ContractID? = nil,
        relaunchedAs: ContractID? = nil,
        _: Never? = nil
    ) {
        self.item = item
        self.employeeID = employeeID
        self.ordered = ordered
        self.documents = documents
        self.ownRole = ownRole
        self.ownFields = ownFields
        self.places = places
        self.failure = failure
        self.declinedBecause = declinedBecause
        self.urgeableAt = urgeableAt
        self.relaunchedFrom = relaunchedFrom
        self.relaunchedAs = relaunchedAs
    }
}

extension GetContract {
    @_disfavoredOverload
    package init(contractID: ContractID, _: Never? = nil) {
        self.contractID = contractID
    }
}

extension TemplateView {
    @_disfavoredOverload
    package init(
        id: TemplateID,
        name: String,
        type: String,
        scope: TemplateScope,
        open: Bool,
        version: Int,
        pages: Int,
        fields: [FormField],
        _: Never? = nil
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.scope = scope
        self.open = open
        self.version = version
        self.pages = pages
        self.fields = fields
    }
}

extension ListTemplates {
    @_disfavoredOverload
    package init(scope: TemplateScope, _: Never? = nil) {
        self.scope = scope
    }
}

extension ListTemplates.Reply {
    @_disfavoredOverload
    package init(templates: [TemplateView], _: Never? = nil) {
        self.templates = templates
    }
}

extension RecordView {
    @_disfavoredOverload
    package init(contractID: ContractID, documentID: DocumentID, sha256: String, manner: ViewManner, _: Never? = nil) {
        self.contractID = contractID
        self.documentID = documentID
        self.sha256 = sha256
        self.manner = manner
    }
}

extension ContractViewed {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        enterpriseID: EnterpriseID,
        role: PartyRole,
        accountID: AccountID,
        personID: PersonID? = nil,
        sha256: String,
        viewedAt: Date,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.enterpriseID = enterpriseID
        self.role = role
        self.accountID = accountID
        self.personID = personID
        self.sha256 = sha256
        self.viewedAt = viewedAt
    }
}

extension ContractDelivered {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        enterpriseID: EnterpriseID,
        role: PartyRole,
        accountID: AccountID,
        personID: PersonID? = nil,
        sha256: String,
        deliveredAt: Date,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.enterpriseID = enterpriseID
        self.role = role
        self.accountID = accountID
        self.personID = personID
        self.sha256 = sha256
        self.deliveredAt = deliveredAt
    }
}

extension FieldRules.Schema {
    @_disfavoredOverload
    package init(
        type: String = "string",
        format: String? = nil,
        pattern: String? = nil,
        encoding: String? = nil,
        longest: Int? = nil,
        example: String,
        _: Never? = nil
    ) {
        self.type = type
        self.format = format
        self.pattern = pattern
        self.encoding = encoding
        self.longest = longest
        self.example = example
    }
}

extension Form {
    @_disfavoredOverload
    package init(name: String? = nil, fields: [FormField], _: Never? = nil) {
        self.name = name
        self.fields = fields
    }
}

extension FieldValues {
    @_disfavoredOverload
    package init(texts: [String: String] = [:], _: Never? = nil) {
        self.texts = texts
    }
}

extension FormField {
    @_disfavoredOverload
    package init(
        key: String,
        label: String,
        kind: FieldKind,
        required: Bool = true,
        filledBy: FieldOwner = .employee,
        options: [FieldOption]? = nil,
        hint: String? = nil,
        longest: Int? = nil,
        least: Double? = nil,
        most: Double? = nil,
        autofill: String? = nil,
        individual: Bool? = nil,
        fields: [FormField]? = nil,
        _: Never? = nil
    ) {
        self.key = key
        self.label = label
        self.kind = kind
        self.required = required
        self.filledBy = filledBy
        self.options = options
        self.hint = hint
        self.longest = longest
        self.least = least
        self.most = most
        self.autofill = autofill
        self.individual = individual
        self.fields = fields
    }
}

extension FieldOption {
    @_disfavoredOverload
    package init(value: String, label: String, _: Never? = nil) {
        self.value = value
        self.label = label
    }
}

extension RequestCode {
    @_disfavoredOverload
    package init(phone: SealedText, phoneIndex: String, purpose: CodePurpose, _: Never? = nil) {
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.purpose = purpose
    }
}

extension RequestCode.Reply {
    @_disfavoredOverload
    package init(id: CodeID, resendAfter: Int, expiresIn: Int, _: Never? = nil) {
        self.id = id
        self.resendAfter = resendAfter
        self.expiresIn = expiresIn
    }
}

extension CodeIssued {
    @_disfavoredOverload
    package init(
        codeID: CodeID,
        phone: SealedText,
        code: SealedText,
        purpose: CodePurpose,
        expiresAt: Date,
        _: Never? = nil
    ) {
        self.codeID = codeID
        self.phone = phone
        self.code = code
        self.purpose = purpose
        self.expiresAt = expiresAt
    }
}

extension StartPersonVerificationV1 {
    @_disfavoredOverload
    package init(
        accountID: AccountID,
        method: PersonVerificationMethod,
        consent: Bool,
        name: String,
        idType: IDType,
        idNumber: SealedText,
        phone: SealedText,
        phoneIndex: String,
        _: Never? = nil
    ) {
        self.accountID = accountID
        self.method = method
        self.consent = consent
        self.name = name
        self.idType = idType
        self.idNumber = idNumber
        self.phone = phone
        self.phoneIndex = phoneIndex
    }
}

extension LegalRepresentative {
    @_disfavoredOverload
    package init(name: String, idType: IDType, idNumber: SealedText, _: Never? = nil) {
        self.name = name
        self.idType = idType
        self.idNumber = idNumber
    }
}

extension StartEnterpriseVerificationV1 {
    @_disfavoredOverload
    package init(
        enterpriseID: EnterpriseID,
        organizationType: OrganizationType,
        method: EnterpriseVerificationMethod,
        legalRepresentative: LegalRepresentative,
        _: Never? = nil
    ) {
        self.enterpriseID = enterpriseID
        self.organizationType = organizationType
        self.method = method
        self.legalRepresentative = legalRepresentative
    }
}

extension EnterpriseView {
    @_disfavoredOverload
    package init(id: EnterpriseID, name: String, uscc: String, verified: Bool, _: Never? = nil) {
        self.id = id
        self.name = name
        self.uscc = uscc
        self.verified = verified
    }
}

extension RegisterEnterprise {
    @_disfavoredOverload
    package init(
        name: String,
        uscc: String,
        phone: SealedText,
        phoneIndex: String,
        code: SealedText,
        agreements: [String],
        _: Never? = nil
    ) {
        self.name = name
        self.uscc = uscc
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.code = code
        self.agreements = agreements
    }
}

extension RegisterEnterprise.Reply {
    @_disfavoredOverload
    package init(enterprise: EnterpriseView, session: SessionOpened, _: Never? = nil) {
        self.enterprise = enterprise
        self.session = session
    }
}

extension EnterpriseRegistered {
    @_disfavoredOverload
    package init(enterpriseID: EnterpriseID, name: String, uscc: String, registeredAt: Date, _: Never? = nil) {
        self.enterpriseID = enterpriseID
        self.name = name
        self.uscc = uscc
        self.registeredAt = registeredAt
    }
}

extension MemberJoined {
    @_disfavoredOverload
    package init(
        enterpriseID: EnterpriseID,
        accountID: AccountID,
        phone: SealedText,
        phoneMasked: String,
        roles: [Role],
        _: Never? = nil
    ) {
        self.enterpriseID = enterpriseID
        self.accountID = accountID
        self.phone = phone
        self.phoneMasked = phoneMasked
        self.roles = roles
    }
}

extension EnterpriseVerified {
    @_disfavoredOverload
    package init(
        enterpriseID: EnterpriseID,
        name: String,
        uscc: String,
        legalRepresentativeName: String,
        handlerAccountID: AccountID,
        handlerPersonID: PersonID,
        handlerName: String,
        method: EnterpriseVerificationMethod,
        receipt: String,
        verifiedAt: Date,
        _: Never? = nil
    ) {
        self.enterpriseID = enterpriseID
        self.name = name
        self.uscc = uscc
        self.legalRepresentativeName = legalRepresentativeName
        self.handlerAccountID = handlerAccountID
        self.handlerPersonID = handlerPersonID
        self.handlerName = handlerName
        self.method = method
        self.receipt = receipt
        self.verifiedAt = verifiedAt
    }
}

extension StartEnterpriseVerification {
    @_disfavoredOverload
    package init(
        enterpriseID: EnterpriseID,
        method: EnterpriseVerificationMethod,
        values: Sealed<FieldValues>,
        _: Never? = nil
    ) {
        self.enterpriseID = enterpriseID
        self.method = method
        self.values = values
    }
}

extension GetEnterpriseVerification {
    @_disfavoredOverload
    package init(verificationID: VerificationID, _: Never? = nil) {
        self.verificationID = verificationID
    }
}

extension OperationView {
    @_disfavoredOverload
    package init(
        id: OperationID,
        at: Date,
        type: String,
        subject: String,
        accountID: AccountID? = nil,
        actor: String? = nil,
        trace: String? = nil,
        _: Never? = nil
    ) {
        self.id = id
        self.at = at
        self.type = type
        self.subject = subject
        self.accountID = accountID
        self.actor = actor
        self.trace = trace
    }
}

extension OperationMember {
    @_disfavoredOverload
    package init(accountID: AccountID, name: String, _: Never? = nil) {
        self.accountID = accountID
        self.name = name
    }
}

extension ListOperations {
    @_disfavoredOverload
    package init(
        operation: String? = nil,
        accountID: AccountID? = nil,
        from: Date? = nil,
        to: Date? = nil,
        page: PageRequest,
        _: Never? = nil
    ) {
        self.operation = operation
        self.accountID = accountID
        self.from = from
        self.to = to
        self.page = page
    }
}

extension ListOperations.Reply {
    @_disfavoredOverload
    package init(page: Page<OperationView>, members: [OperationMember], _: Never? = nil) {
        self.page = page
        self.members = members
    }
}

extension VerificationView {
    @_disfavoredOverload
    package init(
        id: VerificationID,
        status: VerificationStatus,
        reason: String? = nil,
        codeSentAt: Date? = nil,
        _: Never? = nil
    ) {
        self.id = id
        self.status = status
        self.reason = reason
        self.codeSentAt = codeSentAt
    }
}

extension StartPersonVerification {
    @_disfavoredOverload
    package init(accountID: AccountID, method: PersonVerificationMethod, values: Sealed<FieldValues>, _: Never? = nil) {
        self.accountID = accountID
        self.method = method
        self.values = values
    }
}

extension ResendVerificationCode {
    @_disfavoredOverload
    package init(verificationID: VerificationID, _: Never? = nil) {
        self.verificationID = verificationID
    }
}

extension ConfirmPersonVerification {
    @_disfavoredOverload
    package init(verificationID: VerificationID, code: SealedText, _: Never? = nil) {
        self.verificationID = verificationID
        self.code = code
    }
}

extension GetPersonVerification {
    @_disfavoredOverload
    package init(verificationID: VerificationID, _: Never? = nil) {
        self.verificationID = verificationID
    }
}

extension ConsentGiven {
    @_disfavoredOverload
    package init(agreement: String, version: String, at: Date, _: Never? = nil) {
        self.agreement = agreement
        self.version = version
        self.at = at
    }
}

extension PersonVerified {
    @_disfavoredOverload
    package init(
        accountID: AccountID,
        personID: PersonID,
        name: String,
        sex: Sex? = nil,
        idType: IDType,
        idNumber: SealedText,
        idNumberMasked: String,
        phone: SealedText,
        phoneIndex: String,
        phoneMasked: String,
        method: PersonVerificationMethod,
        receipt: String,
        verifiedAt: Date,
        consents: [ConsentGiven]? = nil,
        _: Never? = nil
    ) {
        self.accountID = accountID
        self.personID = personID
        self.name = name
        self.sex = sex
        self.idType = idType
        self.idNumber = idNumber
        self.idNumberMasked = idNumberMasked
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.phoneMasked = phoneMasked
        self.method = method
        self.receipt = receipt
        self.verifiedAt = verifiedAt
        self.consents = consents
    }
}

extension EnterpriseMembership {
    @_disfavoredOverload
    package init(id: EnterpriseID, name: String, uscc: String, verified: Bool, roles: [Role], _: Never? = nil) {
        self.id = id
        self.name = name
        self.uscc = uscc
        self.verified = verified
        self.roles = roles
    }
}

extension SessionView {
    @_disfavoredOverload
    package init(
        sessionID: SessionID,
        side: Side,
        expiresAt: Date,
        accountID: AccountID,
        phoneMasked: String,
        phone: SealedText,
        phoneIndex: String,
        hasPassword: Bool,
        personID: PersonID? = nil,
        personVerified: Bool,
        personName: String? = nil,
        idNumberMasked: String? = nil,
        enterpriseID: EnterpriseID? = nil,
        enterprises: [EnterpriseMembership],
        _: Never? = nil
    ) {
        self.sessionID = sessionID
        self.side = side
        self.expiresAt = expiresAt
        self.accountID = accountID
        self.phoneMasked = phoneMasked
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.hasPassword = hasPassword
        self.personID = personID
        self.personVerified = personVerified
        self.personName = personName
        self.idNumberMasked = idNumberMasked
        self.enterpriseID = enterpriseID
        self.enterprises = enterprises
    }
}

extension SessionOpened {
    @_disfavoredOverload
    package init(token: SealedText, session: SessionView, _: Never? = nil) {
        self.token = token
        self.session = session
    }
}

extension LogIn {
    @_disfavoredOverload
    package init(
        side: Side,
        phone: SealedText,
        phoneIndex: String,
        code: SealedText? = nil,
        password: SealedText? = nil,
        agreements: [String],
        _: Never? = nil
    ) {
        self.side = side
        self.phone = phone
        self.phoneIndex = phoneIndex
        self.code = code
        self.password = password
        self.agreements = agreements
    }
}

extension GetSession {
    @_disfavoredOverload
    package init(tokenHash: String, _: Never? = nil) {
        self.tokenHash = tokenHash
    }
}

extension ChooseEnterprise {
    @_disfavoredOverload
    package init(enterpriseID: EnterpriseID, _: Never? = nil) {
        self.enterpriseID = enterpriseID
    }
}

extension LogOut {
    @_disfavoredOverload
    package init(sessionID: SessionID, _: Never? = nil) {
        self.sessionID = sessionID
    }
}

extension SetPassword {
    @_disfavoredOverload
    package init(accountID: AccountID, password: SealedText, _: Never? = nil) {
        self.accountID = accountID
        self.password = password
    }
}

extension SessionChanged {
    @_disfavoredOverload
    package init(sessionID: SessionID, tokenHash: String, ended: Bool, _: Never? = nil) {
        self.sessionID = sessionID
        self.tokenHash = tokenHash
        self.ended = ended
    }
}

extension TopicListener {
    @_disfavoredOverload
    package init(group: String, topic: String, _: Never? = nil) {
        self.group = group
        self.topic = topic
    }
}

extension Done {
    @_disfavoredOverload
    package init(_: Never? = nil) {}
}

extension NoticeView {
    @_disfavoredOverload
    package init(
        id: NoticeID,
        title: String,
        text: String,
        link: String? = nil,
        sentAt: Date,
        read: Bool,
        _: Never? = nil
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.link = link
        self.sentAt = sentAt
        self.read = read
    }
}

extension ListNotices {
    @_disfavoredOverload
    package init(page: PageRequest, _: Never? = nil) {
        self.page = page
    }
}

extension ListNotices.Reply {
    @_disfavoredOverload
    package init(page: Page<NoticeView>, unread: Int, _: Never? = nil) {
        self.page = page
        self.unread = unread
    }
}

extension MarkNoticesRead {
    @_disfavoredOverload
    package init(upTo: NoticeID, _: Never? = nil) {
        self.upTo = upTo
    }
}

extension EmergencyContact {
    @_disfavoredOverload
    package init(name: String, relation: String, phone: SealedText, _: Never? = nil) {
        self.name = name
        self.relation = relation
        self.phone = phone
    }
}

extension SubmitOnboardingV1 {
    @_disfavoredOverload
    package init(
        codeHash: String,
        sex: String,
        address: SealedText,
        emergencyContact: EmergencyContact,
        _: Never? = nil
    ) {
        self.codeHash = codeHash
        self.sex = sex
        self.address = address
        self.emergencyContact = emergencyContact
    }
}

extension CorrectSubmissionV1 {
    @_disfavoredOverload
    package init(
        submissionID: SubmissionID,
        sex: String,
        address: SealedText,
        emergencyContact: EmergencyContact,
        _: Never? = nil
    ) {
        self.submissionID = submissionID
        self.sex = sex
        self.address = address
        self.emergencyContact = emergencyContact
    }
}

extension SubmissionViewV1 {
    @_disfavoredOverload
    package init(
        id: SubmissionID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        name: String,
        idNumberMasked: String,
        phoneMasked: String,
        sex: Sex,
        address: SealedText,
        emergencyContact: EmergencyContact,
        status: SubmissionStatus,
        reason: String? = nil,
        submittedAt: Date,
        reviewedAt: Date? = nil,
        employeeID: EmployeeID? = nil,
        correction: [FormField]? = nil,
        _: Never? = nil
    ) {
        self.id = id
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.name = name
        self.idNumberMasked = idNumberMasked
        self.phoneMasked = phoneMasked
        self.sex = sex
        self.address = address
        self.emergencyContact = emergencyContact
        self.status = status
        self.reason = reason
        self.submittedAt = submittedAt
        self.reviewedAt = reviewedAt
        self.employeeID = employeeID
        self.correction = correction
    }
}

extension GetSubmissionV1 {
    @_disfavoredOverload
    package init(submissionID: SubmissionID, _: Never? = nil) {
        self.submissionID = submissionID
    }
}

extension EmployeeJoined {
    @_disfavoredOverload
    package init(
        employeeID: EmployeeID,
        enterpriseID: EnterpriseID,
        accountID: AccountID,
        personID: PersonID,
        name: String,
        sex: Sex,
        idNumber: SealedText,
        idNumberMasked: String,
        phone: SealedText,
        phoneMasked: String,
        address: SealedText,
        departmentID: DepartmentID? = nil,
        departmentName: String? = nil,
        joinedAt: Date,
        _: Never? = nil
    ) {
        self.employeeID = employeeID
        self.enterpriseID = enterpriseID
        self.accountID = accountID
        self.personID = personID
        self.name = name
        self.sex = sex
        self.idNumber = idNumber
        self.idNumberMasked = idNumberMasked
        self.phone = phone
        self.phoneMasked = phoneMasked
        self.address = address
        self.departmentID = departmentID
        self.departmentName = departmentName
        self.joinedAt = joinedAt
    }
}

extension EmployeeItem {
    @_disfavoredOverload
    package init(
        id: EmployeeID,
        name: String,
        phoneMasked: String,
        idNumberMasked: String,
        departmentID: DepartmentID? = nil,
        departmentName: String? = nil,
        status: EmployeeStatus,
        joinedAt: Date,
        _: Never? = nil
    ) {
        self.id = id
        self.name = name
        self.phoneMasked = phoneMasked
        self.idNumberMasked = idNumberMasked
        self.departmentID = departmentID
        self.departmentName = departmentName
        self.status = status
        self.joinedAt = joinedAt
    }
}

extension ListEmployees {
    @_disfavoredOverload
    package init(
        status: EmployeeStatus? = nil,
        name: String? = nil,
        phoneIndex: String? = nil,
        phoneTail: String? = nil,
        departmentID: DepartmentID? = nil,
        isUnassigned: Bool? = nil,
        page: PageRequest,
        _: Never? = nil
    ) {
        self.status = status
        self.name = name
        self.phoneIndex = phoneIndex
        self.phoneTail = phoneTail
        self.departmentID = departmentID
        self.isUnassigned = isUnassigned
        self.page = page
    }
}

extension DepartmentView {
    @_disfavoredOverload
    package init(id: DepartmentID, name: String, parentID: DepartmentID? = nil, employees: Int, _: Never? = nil) {
        self.id = id
        self.name = name
        self.parentID = parentID
        self.employees = employees
    }
}

extension ListDepartments {
    @_disfavoredOverload
    package init(_: Never? = nil) {}
}

extension ListDepartments.Reply {
    @_disfavoredOverload
    package init(departments: [DepartmentView], unassigned: Int, _: Never? = nil) {
        self.departments = departments
        self.unassigned = unassigned
    }
}

extension AddDepartment {
    @_disfavoredOverload
    package init(name: String, parentID: DepartmentID? = nil, _: Never? = nil) {
        self.name = name
        self.parentID = parentID
    }
}

extension GetOnboardingSummary {
    @_disfavoredOverload
    package init(_: Never? = nil) {}
}

extension GetOnboardingSummary.Reply {
    @_disfavoredOverload
    package init(
        pendingReview: Int,
        unassigned: Int,
        employees: Int,
        joinedHalfYear: Int,
        submissions: Int,
        _: Never? = nil
    ) {
        self.pendingReview = pendingReview
        self.unassigned = unassigned
        self.employees = employees
        self.joinedHalfYear = joinedHalfYear
        self.submissions = submissions
    }
}

extension InviteWorker {
    @_disfavoredOverload
    package init(name: String, phone: SealedText, phoneIndex: String, _: Never? = nil) {
        self.name = name
        self.phone = phone
        self.phoneIndex = phoneIndex
    }
}

extension InviteWorker.Reply {
    @_disfavoredOverload
    package init(id: InvitationID, path: SealedText, status: InvitationStatus, _: Never? = nil) {
        self.id = id
        self.path = path
        self.status = status
    }
}

extension InvitationView {
    @_disfavoredOverload
    package init(
        id: InvitationID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        status: InvitationStatus,
        form: Form? = nil,
        fields: [FormField],
        submissionID: SubmissionID? = nil,
        _: Never? = nil
    ) {
        self.id = id
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.status = status
        self.form = form
        self.fields = fields
        self.submissionID = submissionID
    }
}

extension GetInvitation {
    @_disfavoredOverload
    package init(codeHash: String, _: Never? = nil) {
        self.codeHash = codeHash
    }
}

extension InvitationItem {
    @_disfavoredOverload
    package init(
        id: InvitationID,
        name: String,
        phoneMasked: String,
        status: InvitationStatus,
        sentAt: Date,
        _: Never? = nil
    ) {
        self.id = id
        self.name = name
        self.phoneMasked = phoneMasked
        self.status = status
        self.sentAt = sentAt
    }
}

extension ListInvitations {
    @_disfavoredOverload
    package init(page: PageRequest, _: Never? = nil) {
        self.page = page
    }
}

extension WorkerInvited {
    @_disfavoredOverload
    package init(
        invitationID: InvitationID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        workerName: String,
        phone: SealedText,
        path: SealedText,
        _: Never? = nil
    ) {
        self.invitationID = invitationID
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.workerName = workerName
        self.phone = phone
        self.path = path
    }
}

extension SubmitOnboarding {
    @_disfavoredOverload
    package init(codeHash: String, values: Sealed<FieldValues>, _: Never? = nil) {
        self.codeHash = codeHash
        self.values = values
    }
}

extension SubmitOnboarding.Reply {
    @_disfavoredOverload
    package init(id: SubmissionID, status: SubmissionStatus, _: Never? = nil) {
        self.id = id
        self.status = status
    }
}

extension CorrectSubmission {
    @_disfavoredOverload
    package init(submissionID: SubmissionID, values: Sealed<FieldValues>, _: Never? = nil) {
        self.submissionID = submissionID
        self.values = values
    }
}

extension SubmissionItem {
    @_disfavoredOverload
    package init(
        id: SubmissionID,
        enterpriseName: String,
        name: String,
        phoneMasked: String,
        status: SubmissionStatus,
        submittedAt: Date,
        _: Never? = nil
    ) {
        self.id = id
        self.enterpriseName = enterpriseName
        self.name = name
        self.phoneMasked = phoneMasked
        self.status = status
        self.submittedAt = submittedAt
    }
}

extension SubmissionView {
    @_disfavoredOverload
    package init(
        id: SubmissionID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        name: String,
        idNumberMasked: String,
        phoneMasked: String,
        form: Form,
        values: Sealed<FieldValues>,
        status: SubmissionStatus,
        reason: String? = nil,
        submittedAt: Date,
        reviewedAt: Date? = nil,
        employeeID: EmployeeID? = nil,
        correctable: Bool,
        _: Never? = nil
    ) {
        self.id = id
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.name = name
        self.idNumberMasked = idNumberMasked
        self.phoneMasked = phoneMasked
        self.form = form
        self.values = values
        self.status = status
        self.reason = reason
        self.submittedAt = submittedAt
        self.reviewedAt = reviewedAt
        self.employeeID = employeeID
        self.correctable = correctable
    }
}

extension ListSubmissions {
    @_disfavoredOverload
    package init(status: SubmissionStatus? = nil, page: PageRequest, _: Never? = nil) {
        self.status = status
        self.page = page
    }
}

extension GetSubmission {
    @_disfavoredOverload
    package init(submissionID: SubmissionID, _: Never? = nil) {
        self.submissionID = submissionID
    }
}

extension ApproveSubmission {
    @_disfavoredOverload
    package init(submissionID: SubmissionID, departmentID: DepartmentID? = nil, _: Never? = nil) {
        self.submissionID = submissionID
        self.departmentID = departmentID
    }
}

extension ApproveSubmission.Reply {
    @_disfavoredOverload
    package init(status: SubmissionStatus, employeeID: EmployeeID, _: Never? = nil) {
        self.status = status
        self.employeeID = employeeID
    }
}

extension RejectSubmission {
    @_disfavoredOverload
    package init(submissionID: SubmissionID, reason: String, _: Never? = nil) {
        self.submissionID = submissionID
        self.reason = reason
    }
}

extension RejectSubmission.Reply {
    @_disfavoredOverload
    package init(status: SubmissionStatus, _: Never? = nil) {
        self.status = status
    }
}

extension SubmissionReceived {
    @_disfavoredOverload
    package init(
        submissionID: SubmissionID,
        enterpriseID: EnterpriseID,
        workerName: String,
        submittedAt: Date,
        _: Never? = nil
    ) {
        self.submissionID = submissionID
        self.enterpriseID = enterpriseID
        self.workerName = workerName
        self.submittedAt = submittedAt
    }
}

extension SubmissionReviewed {
    @_disfavoredOverload
    package init(
        submissionID: SubmissionID,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        accountID: AccountID,
        personID: PersonID,
        phone: SealedText,
        approved: Bool,
        reason: String? = nil,
        _: Never? = nil
    ) {
        self.submissionID = submissionID
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.accountID = accountID
        self.personID = personID
        self.phone = phone
        self.approved = approved
        self.reason = reason
    }
}

extension OneTimeCode {
    @_disfavoredOverload
    package init(id: UUID, digest: Data, wrongTries: Int, expiresAt: Date, _: Never? = nil) {
        self.id = id
        self.digest = digest
        self.wrongTries = wrongTries
        self.expiresAt = expiresAt
    }
}

extension DeclineContract {
    @_disfavoredOverload
    package init(contractID: ContractID, reason: String, _: Never? = nil) {
        self.contractID = contractID
        self.reason = reason
    }
}

extension DeclineContract.Reply {
    @_disfavoredOverload
    package init(status: ContractStatus, _: Never? = nil) {
        self.status = status
    }
}

extension ContractDeclined {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        role: PartyRole,
        name: String,
        reason: String,
        declinedAt: Date,
        parties: [PartyToTell],
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.role = role
        self.name = name
        self.reason = reason
        self.declinedAt = declinedAt
        self.parties = parties
    }
}

extension SealView {
    @_disfavoredOverload
    package init(id: SealID, name: String, kind: SealKind, image: ObjectReference, createdAt: Date, _: Never? = nil) {
        self.id = id
        self.name = name
        self.kind = kind
        self.image = image
        self.createdAt = createdAt
    }
}

extension ListSeals {
    @_disfavoredOverload
    package init(_: Never? = nil) {}
}

extension ListSeals.Reply {
    @_disfavoredOverload
    package init(seals: [SealView], _: Never? = nil) {
        self.seals = seals
    }
}

extension HandwrittenSignatureView {
    @_disfavoredOverload
    package init(id: HandwrittenSignatureID, image: ObjectReference, createdAt: Date, _: Never? = nil) {
        self.id = id
        self.image = image
        self.createdAt = createdAt
    }
}

extension KeepHandwrittenSignature {
    @_disfavoredOverload
    package init(accountID: AccountID, image: ObjectReference, _: Never? = nil) {
        self.accountID = accountID
        self.image = image
    }
}

extension KeepHandwrittenSignature.Reply {
    @_disfavoredOverload
    package init(id: HandwrittenSignatureID, _: Never? = nil) {
        self.id = id
    }
}

extension ListHandwrittenSignatures {
    @_disfavoredOverload
    package init(accountID: AccountID, _: Never? = nil) {
        self.accountID = accountID
    }
}

extension ListHandwrittenSignatures.Reply {
    @_disfavoredOverload
    package init(signatures: [HandwrittenSignatureView], _: Never? = nil) {
        self.signatures = signatures
    }
}

extension SignContract {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        willingnessID: WillingnessID,
        code: SealedText,
        signatureID: HandwrittenSignatureID? = nil,
        sealID: SealID? = nil,
        values: Sealed<FieldValues>,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.willingnessID = willingnessID
        self.code = code
        self.signatureID = signatureID
        self.sealID = sealID
        self.values = values
    }
}

extension SignContract.Reply {
    @_disfavoredOverload
    package init(status: ContractStatus, _: Never? = nil) {
        self.status = status
    }
}

extension SignerTurn {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        role: PartyRole,
        accountID: AccountID,
        phone: SealedText,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.role = role
        self.accountID = accountID
        self.phone = phone
    }
}

extension ContractSigned {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        role: PartyRole,
        signedAt: Date,
        document: ObjectReference,
        revision: Int,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.role = role
        self.signedAt = signedAt
        self.document = document
        self.revision = revision
    }
}

extension PartyToTell {
    @_disfavoredOverload
    package init(role: PartyRole, accountID: AccountID, phone: SealedText, _: Never? = nil) {
        self.role = role
        self.accountID = accountID
        self.phone = phone
    }
}

extension ContractCompleted {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        document: ObjectReference,
        completedAt: Date,
        parties: [PartyToTell],
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.document = document
        self.completedAt = completedAt
        self.parties = parties
    }
}

extension SigningFailed {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        reason: String,
        contractName: String? = nil,
        enterpriseID: EnterpriseID? = nil,
        enterpriseName: String? = nil,
        parties: [PartyToTell]? = nil,
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.reason = reason
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.parties = parties
    }
}

extension SignatureFinding {
    @_disfavoredOverload
    package init(
        signer: String,
        role: PartyRole? = nil,
        signedAt: Date? = nil,
        intact: Bool,
        trusted: Bool,
        timestamped: Bool,
        coversDocument: Bool,
        problem: String? = nil,
        _: Never? = nil
    ) {
        self.signer = signer
        self.role = role
        self.signedAt = signedAt
        self.intact = intact
        self.trusted = trusted
        self.timestamped = timestamped
        self.coversDocument = coversDocument
        self.problem = problem
    }
}

extension VerifyDocument {
    @_disfavoredOverload
    package init(upload: ObjectReference, _: Never? = nil) {
        self.upload = upload
    }
}

extension VerifyDocument.Reply {
    @_disfavoredOverload
    package init(valid: Bool, signatures: [SignatureFinding], _: Never? = nil) {
        self.valid = valid
        self.signatures = signatures
    }
}

extension GetTrustAnchor {
    @_disfavoredOverload
    package init(_: Never? = nil) {}
}

extension GetTrustAnchor.Reply {
    @_disfavoredOverload
    package init(rootPEM: String, revocationList: Data, _: Never? = nil) {
        self.rootPEM = rootPEM
        self.revocationList = revocationList
    }
}

extension RequestWillingness {
    @_disfavoredOverload
    package init(contractID: ContractID, method: WillingnessMethod, _: Never? = nil) {
        self.contractID = contractID
        self.method = method
    }
}

extension RequestWillingness.Reply {
    @_disfavoredOverload
    package init(id: WillingnessID, expiresIn: Int, resendAfter: Int, phoneMasked: String, _: Never? = nil) {
        self.id = id
        self.expiresIn = expiresIn
        self.resendAfter = resendAfter
        self.phoneMasked = phoneMasked
    }
}

extension WillingnessCodeIssued {
    @_disfavoredOverload
    package init(
        willingnessID: WillingnessID,
        phone: SealedText,
        code: SealedText,
        enterpriseName: String,
        contractName: String,
        method: WillingnessMethod,
        expiresAt: Date,
        _: Never? = nil
    ) {
        self.willingnessID = willingnessID
        self.phone = phone
        self.code = code
        self.enterpriseName = enterpriseName
        self.contractName = contractName
        self.method = method
        self.expiresAt = expiresAt
    }
}

extension WithdrawContract {
    @_disfavoredOverload
    package init(contractID: ContractID, _: Never? = nil) {
        self.contractID = contractID
    }
}

extension WithdrawContract.Reply {
    @_disfavoredOverload
    package init(status: ContractStatus, _: Never? = nil) {
        self.status = status
    }
}

extension ContractWithdrawn {
    @_disfavoredOverload
    package init(
        contractID: ContractID,
        contractName: String,
        enterpriseID: EnterpriseID,
        enterpriseName: String,
        withdrawnAt: Date,
        parties: [PartyToTell],
        _: Never? = nil
    ) {
        self.contractID = contractID
        self.contractName = contractName
        self.enterpriseID = enterpriseID
        self.enterpriseName = enterpriseName
        self.withdrawnAt = withdrawnAt
        self.parties = parties
    }
}

extension KafkaTopicPlan {
    @_disfavoredOverload
    package init(name: String, partitions: Int32, retentionHours: Int, _: Never? = nil) {
        self.name = name
        self.partitions = partitions
        self.retentionHours = retentionHours
    }
}

extension PageRequest {
    @_disfavoredOverload
    package init(cursor: String? = nil, limit: Int = 20, _: Never? = nil) {
        self.cursor = cursor
        self.limit = limit
    }
}

extension Page {
    @_disfavoredOverload
    package init(items: [Item], next: String? = nil, _: Never? = nil) {
        self.items = items
        self.next = next
    }
}
