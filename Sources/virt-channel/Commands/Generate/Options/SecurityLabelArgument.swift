internal import ArgumentParser
internal import VirtChannel

/// The value of `--seclabel`: `model=selinux,relabel=yes,label=system_u:object_r:svirt_t:s0:c1,c2`. The label comes last, as it
/// may hold commas.
struct SecurityLabelArgument: ExpressibleByArgument {
  let setting: Setting

  init?(argument: String) {
    var parts: [Setting] = []
    var rest = Substring(argument)
    while !rest.isEmpty {
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let name = rest[..<equals]
      let value = rest[rest.index(after: equals)...]
      let end = name == "label" ? value.endIndex : value.firstIndex(of: ",") ?? value.endIndex
      parts.append(Setting(String(name), .text(String(value[..<end])), at: .option("--seclabel")))
      rest = value[end...].dropFirst()
    }
    setting = Setting(.seclabel, parts)
  }
}
