import Operations

/// Settings, then migration and assembly, then work until the process is told to stop.
@main
enum Main {
    static func main() async {
        await ProcessEntry.run("contracts", declare: ContractsSettings.init) { settings, logger in
            try await assemble(settings, logger)
        }
    }
}
