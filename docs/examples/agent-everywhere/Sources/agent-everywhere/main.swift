// Reads a domain from standard input, gives it the guest agent's channel, and prints it:
//
//   virsh dumpxml --inactive vm | agent-everywhere | virsh define /dev/stdin
import Glibc
import VirtChannel

func fail(_ messages: [String]) -> Never {
  let text = messages.joined(separator: "\n") + "\n"
  write(STDERR_FILENO, text, text.utf8.count)
  exit(1)
}

let text = AnyIterator { readLine(strippingNewline: false) }.joined()
let file = SourceFile(name: "<stdin>", text)

switch DomainEditor.open(file).flatMap({ $0.inserting(Preset.guestAgent.devices) }) {
case .success(let domain):
  let refusals = domain.findings.filter { $0.severity == .error }
  if !refusals.isEmpty { fail(refusals.map(\.message)) }
  print(String(decoding: domain.file.bytes, as: UTF8.self), terminator: "")
case .failure(let requestErrors): fail(requestErrors.all.map(\.message))
}
