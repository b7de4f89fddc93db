import Foundation
import Glibc

/// A shell that owns the throw-away server and cleans up when this process is gone, however it ended.
///
/// It reads from a pipe whose other end only this process holds; the kernel closes that end even after SIGKILL.
struct ClusterKeeper {
    let directory: String
    let lifeline: FileHandle

    private static let script = """
        trap '' TERM INT HUP
        dir=$1 bin=$2 port=$3 fsync=$4
        if [ "$(id -u)" = 0 ]; then
            chown postgres "$dir"
            as() { setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$dir" "$@"; }
        else
            as() { "$@"; }
        fi
        cd "$dir"
        printf postgres > pw && chmod 644 pw
        as "$bin/initdb" -D "$dir/data" -U postgres --auth-local=trust --auth-host=scram-sha-256 --pwfile="$dir/pw" \\
            --encoding=UTF8 --locale=C --no-sync > initdb.log 2>&1 &&
        as "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/data/server.log" -o "-k $dir -p $port -h 127.0.0.1 \\
            -c fsync=$fsync -c full_page_writes=$fsync -c max_connections=300 -c shared_buffers=64MB \\
            -c max_wal_size=256MB -c autovacuum_naptime=20s" start > start.log 2>&1 && echo ready || echo failed
        cat > /dev/null
        as "$bin/pg_ctl" -D "$dir/data" -m immediate stop > /dev/null 2>&1
        cd / && rm -rf "$dir"
        """

    static func start(binaries: String, port: Int, isDurable: Bool) throws -> ClusterKeeper {
        // Short, because a socket's path may have 107 bytes only.
        var template = Array("/tmp/suiyue-pg-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ClusterProblem(reason: "no temporary directory") }
        let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let (lifeline, output) = try run(script, [directory, binaries, String(port), isDurable ? "on" : "off"])
        let answer = String(decoding: output.availableData, as: UTF8.self)
        guard answer.hasPrefix("ready") else {
            let logs = ["initdb.log", "start.log"].compactMap {
                try? String(contentsOfFile: "\(directory)/\($0)", encoding: .utf8)
            }
            try? lifeline.close()
            throw ClusterProblem(reason: logs.joined(separator: "\n"))
        }
        return ClusterKeeper(directory: directory, lifeline: lifeline)
    }

    private static let broom = """
        trap '' TERM INT HUP
        echo ready
        cat > /dev/null
        psql -q -d "$2" -f "$1" > /dev/null 2>&1
        rm -f "$1"
        """

    /// Drops from an outside server, once this process is gone, what the returned list names.
    static func startBroom(url: String) throws -> (list: FileHandle, lifeline: FileHandle) {
        var template = Array("/tmp/suiyue-drop-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw ClusterProblem(reason: "no temporary file") }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let (lifeline, output) = try run(broom, [path, url])
        _ = output.availableData
        return (FileHandle(fileDescriptor: descriptor, closeOnDealloc: true), lifeline)
    }

    private static func run(_ script: String, _ arguments: [String]) throws -> (FileHandle, FileHandle) {
        var ends: [Int32] = [0, 0]
        // Closed on exec: another child holding the end would keep the server alive.
        guard pipe(&ends) == 0, fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0
        else { throw ClusterProblem(reason: "no pipe") }
        let reading = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        let lifeline = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        process.arguments = ["/bin/sh", "-c", script, "keeper"] + arguments
        process.standardInput = reading
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try? output.fileHandleForWriting.close()
        return (lifeline, output.fileHandleForReading)
    }
}
