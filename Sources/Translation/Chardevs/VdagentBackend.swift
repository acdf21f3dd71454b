internal import DomainModel
internal import QEMUOptions

/// QEMU's own clipboard agent.
struct VdagentBackend: BackendDescription, Equatable {
  /// Without a meaning to QEMU; libvirt writes it all the same.
  var name: String?
  var clipboard: Bool?
  var mouse: Bool?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("name", &name)
    coder.boolean("clipboard", &clipboard)
    coder.boolean("mouse", &mouse)
  }
}

extension VdagentBackend {
  /// The agent of a domain. The client moves the mouse when QEMU's `mouse` is on.
  init(_ source: VdagentSource) {
    name = "vdagent"
    clipboard = source.clipboard?.copypaste?.isYes
    mouse = source.mouse?.mode.map { $0 == .client }
  }
}
