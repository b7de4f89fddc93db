import Operations

/// Settings, then assembly, then work until the process is told to stop.
@main
enum Main {
    static func main() async {
        await ProcessEntry.run("monitor", declare: MonitorSettings.init) { settings, logger in
            try await assemble(settings, logger)
        }
    }
}
