import Messages
import Testing

struct `Whose turn it is` {
    private func turn(ordered: Bool, _ employee: PartyStatus, _ enterprise: PartyStatus) -> [PartyRole] {
        [
            PartyView(role: .enterprise, name: "示例科技有限公司", status: enterprise),
            PartyView(role: .employee, name: "测试甲", status: employee),
        ].awaited(ordered: ordered)
    }

    @Test func `in an ordered contract the employee signs first, wherever they stand`() {
        #expect(turn(ordered: true, .waiting, .waiting) == [.employee])
        #expect(turn(ordered: true, .signed, .waiting) == [.enterprise])
    }

    @Test func `without an order both may sign, each once`() {
        #expect(Set(turn(ordered: false, .waiting, .waiting)) == [.employee, .enterprise])
        #expect(turn(ordered: false, .waiting, .signed) == [.employee])
        #expect(turn(ordered: false, .signed, .waiting) == [.enterprise])
        #expect(turn(ordered: false, .signed, .signed).isEmpty)
    }
}
