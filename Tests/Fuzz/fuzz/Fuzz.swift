import CLibFuzzer
import Glibc
import Laws

/// `fuzz LAW [option of libFuzzer | folder] ...` searches for inputs that break a law. `fuzz laws` prints the laws, `fuzz corpus LAW` the
/// folder to begin from, `fuzz dictionary` the words to try.
@main enum Fuzz {
  /// Set before anything is searched.
  nonisolated(unsafe) private static var law: Law?

  static func main() {
    let words = QEMUCommandLine.arguments.dropFirst()
    switch words.first {
    case "laws": return print(Law.all.map(\.name).joined(separator: "\n"))
    case "dictionary": return print(FuzzDictionary.text)
    case "corpus": return print(law(words.last).corpus)
    case let name:
      unsafe law = law(name)
      search()
    }
  }

  private static func law(_ name: String?) -> Law {
    guard let law = name.flatMap(Law.named) else {
      print("usage: fuzz LAW ...; the laws are \(Law.all.map(\.name).joined(separator: ", "))")
      exit(2)
    }
    return law
  }

  /// libFuzzer takes what stands behind the law's name for its own arguments.
  private static func search() {
    var count = QEMUCommandLine.argc - 1
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe QEMUCommandLine.unsafeArgv + 1
    exit(unsafe LLVMFuzzerRunDriver(&count, &arguments) { unsafe Fuzz.check($0, $1) })
  }

  private static func check(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    do throws(LawViolation) {
      try unsafe law?.check(input)
    } catch {
      fatalError(error.description)
    }
    return 0
  }
}
