internal import DomainModel
internal import SourceText
internal import XMLTree

extension DomainEditor {
  /// Why a device prevents the conversion: it needs the SPICE client itself, and the guest needs it.
  func refusal(of device: ElementNode) -> RequestError? {
    guard domain.document.nameText(of: device) == "rng" else { return nil }
    let types = domain.document.children(of: device).compactMap { domain.document.value("type", of: $0) }
    guard let type = types.first(where: Self.isSpice) else { return nil }
    return RequestError(
      at: .none, "the random number generator gets its data from a SPICE client (type='\(type)')",
      help: "use <backend model='random'>/dev/urandom</backend>")
  }

  /// What happens to a device that only a SPICE client can use; nil for others.
  /// - Parameter vnc: the display that becomes a VNC display.
  func spiceNote(_ device: ElementNode, becomingVNC vnc: ElementNode?) -> String? {
    let document = domain.document
    let name = document.nameText(of: device)
    if name == "video" { return qxlNote(device) }
    guard let type = document.value("type", of: device), Self.isSpice(type), device != vnc else { return nil }
    switch (name, type) {
    case ("graphics", _): return "the SPICE display is removed; another display remains"
    case ("redirdev", _), ("smartcard", _): return "<\(name) type='\(type)'> is removed: only SPICE clients can use it"
    case ("channel", "spiceport"):
      let target = document.children(of: device).compactMap { document.value("name", of: $0) }.first
      return "the channel '\(target?.escapedForDisplay ?? "")' is removed: only SPICE clients can use it"
    case ("audio", _):
      return "the audio backend has type='none': the guest keeps its sound device, and no sound is heard"
    case ("serial", _), ("parallel", _), ("console", _): return "the \(name) device has type='pty' instead of '\(type)'"
    default: return nil
    }
  }

  private func qxlNote(_ video: ElementNode) -> String? {
    let hasQXL = domain.document.children(of: video).contains { domain.document.value("type", of: $0) == "qxl" }
    return hasQXL ? "the video model is virtio instead of qxl: the guest needs a driver for it" : nil
  }

  private static func isSpice(_ type: String) -> Bool { ["spice", "spicevmc", "spiceport"].contains(type) }
}
