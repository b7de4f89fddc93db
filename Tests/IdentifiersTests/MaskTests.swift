import Identifiers
import Testing

struct `Personal values shown as masks` {
    @Test(arguments: [
        ("13800000001", "138****0001"), ("+8613800000001", "+86****0001"), ("1380000", "*******"), ("", ""),
    ])
    func `of phones`(text: String, mask: String) {
        #expect(Masks.phone(text) == mask)
    }

    @Test(arguments: [
        ("11010519491231002X", "1101*************X"), ("H12345678", "H123****8"), ("E1234", "*****"), ("", ""),
    ])
    func `of identity numbers`(text: String, mask: String) {
        #expect(Masks.idNumber(text) == mask)
    }

    @Test(arguments: [("付示例", "付*"), ("欧阳示例", "欧*"), ("付", "付*"), ("Ann Example", "A*"), ("𠮷示例", "𠮷*"), ("", "")])
    func `of names`(text: String, mask: String) {
        #expect(Masks.name(text) == mask)
    }

    @Test func `of bank cards`() {
        #expect(Masks.bankCard("6222020000000000000") == "****0000")
        #expect(Masks.bankCard("6222") == "****")
    }
}
