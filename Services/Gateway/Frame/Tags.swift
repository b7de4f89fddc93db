import Messages

/// A status in words; `kind` chooses its colour.
struct Tag: Sendable {
    enum Kind: String, Sendable {
        case done = "good"
        /// Waits for the reader.
        case mine
        /// Waits for others.
        case wait
        case bad
        case neutral = ""
    }

    let text: String
    let kind: String

    init(_ text: String, _ kind: Kind) {
        self.text = text
        self.kind = kind.rawValue
    }

    /// A contract as one side sees it.
    init(_ contract: ContractItem, side: Side) {
        self.init(contract.status, myTurn: contract.myTurn, parties: contract.parties, side: side)
    }

    init(_ contract: ContractModel, side: Side) {
        self.init(contract.status, myTurn: contract.myTurn, parties: contract.parties, side: side)
    }

    private init(_ status: ContractStatus, myTurn: Bool, parties: [PartyView], side: Side) {
        switch status {
        case .draft: self.init("草稿", .neutral)
        case .signing where myTurn: self.init("待我签署", .mine)
        case .signing:
            let other: PartyRole = side == .employer ? .employee : .enterprise
            let isWaiting = parties.contains { $0.role == other && $0.status == .waiting }
            self.init(!isWaiting ? "处理中" : side == .employer ? "待劳动者签署" : "待用人单位签署", .wait)
        case .completed: self.init("已完成", .done)
        case .withdrawn: self.init("已撤回", .neutral)
        case .declined: self.init("已拒签", .bad)
        case .expired: self.init("已过期", .bad)
        case .failed: self.init("未能签署", .bad)
        }
    }

    /// One party of a contract in this state; `isReader` for the side that looks at it.
    init(_ party: PartyView, of status: ContractStatus, isReader: Bool) {
        switch party.status {
        case .waiting where status != .signing: self.init("未签署", .neutral)
        case .waiting: self.init("待签署", isReader ? .mine : .wait)
        case .signed: self.init("已签署", .done)
        case .declined: self.init("已拒签", .bad)
        }
    }

    init(_ status: SubmissionStatus, side: Side) {
        switch status {
        case .pendingReview: self.init(side == .employer ? "待审核" : "审核中", side == .employer ? .mine : .wait)
        case .approved: self.init("已通过", .done)
        case .rejected: self.init("已拒绝", .bad)
        }
    }

    init(_ status: InvitationStatus) {
        switch status {
        case .sent: self.init("待填写", .wait)
        case .submitted: self.init("待审核", .mine)
        case .accepted: self.init("已通过", .done)
        case .rejected: self.init("已拒绝", .bad)
        case .expired: self.init("已失效", .neutral)
        }
    }

    init(_ status: EmployeeStatus) {
        switch status {
        case .active: self.init("在职", .done)
        case .leaving: self.init("待离职", .wait)
        case .left: self.init("已离职", .neutral)
        }
    }
}
