internal import Posix

/// The QEMU of this host.
package enum InstalledQEMU {
  /// The version that a program such as `qemu-system-x86_64` reports, such as `7.2.22`; nil if it reports none.
  package static func version(of program: String) -> String? {
    let environment = ChildProcess.environment(replacing: ["LC_ALL": "C", "LANGUAGE": "C"])
    guard let process = try? ChildProcess([program, "--version"], environment: environment),
      let outcome = try? process.finish(within: .seconds(5), limit: 1 << 16), outcome.status == 0
    else { return nil }
    return version(in: String(decoding: outcome.output, as: UTF8.self))
  }

  /// Reads `QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)`.
  private static func version(in text: String) -> String? {
    guard let start = text.firstRange(of: "version ")?.upperBound else { return nil }
    let number = text[start...].prefix { $0.isASCII && $0.isNumber || $0 == "." }
    return number.isEmpty ? nil : String(number)
  }
}
