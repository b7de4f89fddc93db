import Foundation
import Operations
import Testing

@Suite struct `Settings of a process` {
    @Test func `all problems are told at once and no value is repeated`() {
        let settings = Settings(environment: ["PORT": "99999", "KEY": "", "WAIT": "soon", "ON": "maybe-hunter2"])
        _ = settings.port("PORT", default: 80, help: "Port")
        _ = settings.secret("KEY", help: "Key of the seal")
        _ = settings.duration("WAIT", default: .seconds(1), help: "Wait")
        _ = settings.flag("ON", default: false, help: "On")
        let error = #expect(throws: SettingsProblems.self) { try settings.validate() }
        #expect(error?.problems.map(\.key) == ["PORT", "KEY", "WAIT", "ON"])
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test func `values are read and defaults stand in`() throws {
        let settings = Settings(environment: ["PORT": "8081", "WAIT": "250ms", "HOSTS": "a, b ,,c", "PASSWORD": "p"])
        #expect(settings.port("PORT", default: 80, help: "") == 8081)
        #expect(settings.duration("WAIT", help: "") == .milliseconds(250))
        #expect(settings.duration("AGE", default: .seconds(86400 * 14), help: "") == .seconds(1_209_600))
        #expect(settings.list("HOSTS", help: "") == ["a", "b", "c"])
        #expect(settings.flag("ON", default: true, help: ""))
        #expect(settings.optionalText("NONE", help: "") == nil)
        let password = settings.secret("PASSWORD", help: "")
        #expect(password.reveal() == "p")
        #expect("\(password)" == "<secret>")
        #expect(String(reflecting: password) == "<secret>")
        try settings.validate()
    }

    @Test func `the help names every key and hides the default of a secret`() {
        let settings = Settings(environment: [:])
        _ = settings.secret("PEPPER", default: "development-only", help: "Pepper")
        _ = settings.duration("AGE", default: .seconds(86400 * 14), help: "Age")
        _ = settings.text("NAME", help: "Name")
        #expect(settings.help.contains("AGE\n    Age (unit: time span with ms, s, m, h or d; default: 14d)"))
        #expect(settings.help.contains("NAME\n    Name (required)"))
        #expect(!settings.help.contains("development-only"))
    }

    @Test func `a value can lie in a file`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data("from-a-file\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let settings = Settings(environment: ["KEY_FILE": file.path])
        #expect(settings.secret("KEY", help: "").reveal() == "from-a-file")
        try settings.validate()
    }
}
