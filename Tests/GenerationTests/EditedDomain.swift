import Generation
import SourceText

/// A domain whose `<devices>` hold `devices`.
func open(_ devices: String) throws -> DomainEditor {
  try DomainEditor.open(SourceFile(name: "vm.xml", head + devices + tail)).get()
}

/// What is between `<devices>` and `</devices>` after an edit.
func edit(
  _ devices: String, _ edit: (DomainEditor) -> Result<DomainEditor, RequestErrors>
) throws -> String {
  let text = String(decoding: try edit(try open(devices)).get().file.bytes, as: UTF8.self)
  return String(text.dropFirst(head.count).dropLast(tail.count))
}

func requestErrors<Value>(_ body: () throws -> Value) -> [RequestError] {
  do {
    _ = try body()
    return []
  } catch {
    return (error as? RequestErrors)?.all ?? []
  }
}

let head = """
  <domain type='kvm'>
    <name>vm</name>
    <memory unit='MiB'>64</memory>
    <os>
      <type arch='x86_64' machine='pc'>hvm</type>
    </os>
    <devices>

  """ + "    "
let tail = "\n  </devices>\n</domain>\n"

extension Result {
  /// What went wrong, if something did.
  var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
