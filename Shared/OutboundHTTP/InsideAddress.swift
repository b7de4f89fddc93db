import Foundation

/// Whether the bytes of an IP address (4 or 16) belong to this host, an inside network or no host at all.
///
/// Anything of another length counts as inside.
func isInsideAddress(_ bytes: [UInt8]) -> Bool {
    switch bytes.count {
    case 4: isInsideIPv4(bytes)
    case 16: isInsideIPv6(bytes)
    default: true
    }
}

private func isInsideIPv4(_ b: [UInt8]) -> Bool {
    switch (b[0], b[1]) {
    case (0, _), (10, _), (127, _), (224..., _): true
    case (100, 64...127), (169, 254), (172, 16...31), (192, 168), (198, 18...19): true
    case (192, 0): b[2] == 0 || b[2] == 2
    case (198, 51): b[2] == 100
    case (203, 0): b[2] == 113
    default: false
    }
}

private func isInsideIPv6(_ b: [UInt8]) -> Bool {
    if b[0..<10].allSatisfy({ $0 == 0 }) {
        // ::ffff:a.b.c.d is the IPv4 address; all else in ::/80 is unspecified, loopback or obsolete.
        return b[10] == 0xFF && b[11] == 0xFF ? isInsideIPv4(Array(b[12...])) : true
    }
    if b[0] == 0 && b[1] == 0x64 && b[2] == 0xFF && b[3] == 0x9B { return true }
    // Only 2000::/3 is given out for the public internet; 2002::/16 wraps any IPv4 address.
    return b[0] & 0xE0 != 0x20 || (b[0] == 0x20 && b[1] == 0x02)
}
