import Messages
import Testing

struct `Whose turn it is` {
    private func turn(
        ordered: Bool,
        _ employee: PartyStatus,
        _ enterprise: PartyStatus,
        order: [PartyRole] = PartyRole.inSigningOrder
    ) -> [PartyRole] {
        order.map { role in
            PartyView(role: role, name: "", status: role == .employee ? employee : enterprise)
        }.awaited(ordered: ordered)
    }

    @Test func `in an ordered contract the employee signs first`() {
        #expect(turn(ordered: true, .waiting, .waiting) == [.employee])
        #expect(turn(ordered: true, .signed, .waiting) == [.enterprise])
        #expect(turn(ordered: true, .signed, .signed).isEmpty)
    }

    @Test func `the order is that of the parties, not that of the names of their roles`() {
        #expect(turn(ordered: true, .waiting, .waiting, order: [.enterprise, .employee]) == [.enterprise])
        #expect(turn(ordered: true, .waiting, .signed, order: [.enterprise, .employee]) == [.employee])
    }

    @Test func `without an order both may sign, each once`() {
        #expect(Set(turn(ordered: false, .waiting, .waiting)) == [.employee, .enterprise])
        #expect(turn(ordered: false, .waiting, .signed) == [.employee])
        #expect(turn(ordered: false, .signed, .waiting) == [.enterprise])
        #expect(turn(ordered: false, .signed, .signed).isEmpty)
    }
}
