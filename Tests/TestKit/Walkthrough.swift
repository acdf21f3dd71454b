internal import Glibc

/// A page whose commands are run: its `console` blocks are what a reader types and sees, and a block such as `xml vm.xml` is
/// a file that lies there meanwhile. All blocks share one folder, those of one block one shell. A block `console virt-xml 4.1`
/// is for that version of a program, and left out where it is not installed.
package struct Walkthrough {
  /// A command of a page.
  package struct Step {
    /// The line of the page that shows it, from 1.
    package let line: Int
    /// What is typed behind `$ `.
    package let command: String
    /// The lines that the page shows below it.
    package let shown: String
    /// What it wrote, to standard output and standard error.
    package let printed: String
  }

  private let text: String
  private let folder = TemporaryFolder()

  /// A page of the package, such as `docs/lint.md`; nil when there is none.
  package init?(page: String) {
    guard let bytes = Fixtures.bytes(page) else { return nil }
    text = String(decoding: bytes, as: UTF8.self)
    if text.contains("fixtures/") { folder.link("fixtures", to: "\(Fixtures.root)/fixtures") }
  }

  /// Runs the commands from the first to the last.
  package func run() throws(Program.Failure) -> [Step] {
    var steps: [Step] = []
    for block in MarkdownBlock.all(in: text) {
      if block.isConsole, try block.needs?.isInstalled ?? true { steps += try run(block) }
      if let name = block.fileName { write(block.text, to: name) }
    }
    return steps
  }

  /// The page with what the commands print in the place of what it shows.
  package func refreshed() throws(Program.Failure) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for step in try run().reversed() {
      let first = step.line + step.command.lines.count - 1
      lines.replaceSubrange(first..<(first + step.shown.lines.count), with: step.printed.lines)
    }
    return lines.joined(separator: "\n")
  }

  private func write(_ text: String, to name: String) {
    let parts = name.split(separator: "/")
    if parts.count == 2 { folder.folder(String(parts[0])) }
    folder.write(text, to: name)
  }

  private func run(_ block: MarkdownBlock) throws(Program.Failure) -> [Step] {
    let typed = block.typed
    let programs = Program.virtChannelPath.split(separator: "/").dropLast().joined(separator: "/")
    let script =
      "exec 2>&1; PATH=/\(programs):$PATH\n"
      + typed.map { "\($0.command)\n{ status=$?; printf '\\036\\n'; (exit $status); }\n" }.joined()
    let printed = try Program.run("/bin/bash", ["-c", script], in: folder.path).text
      .split(separator: "\u{1E}\n", omittingEmptySubsequences: false)
    return typed.enumerated().map { number, entry in
      let printed = number < printed.count ? String(printed[number]) : ""
      return Step(line: entry.line, command: entry.command, shown: entry.shown, printed: printed)
    }
  }
}

extension MarkdownBlock {
  /// The file that a reader makes of the block: `vm.xml` of `xml vm.xml`.
  fileprivate var fileName: String? { quotedFile == nil ? name : nil }

  /// The file of the package that the block is a part of: `Sources/LintRules/Rule.swift` of the info
  /// `swift Sources/LintRules/Rule.swift`.
  package var quotedFile: String? { name.flatMap { Fixtures.bytes($0) == nil ? nil : $0 } }

  private var name: String? {
    let words = info.split(separator: " ")
    return words.count == 2 && !isConsole ? String(words[1]) : nil
  }

  /// Whether the block is typed and read.
  package var isConsole: Bool { info == "console" || info.hasPrefix("console ") }

  /// The program that is needed besides virt-channel, and its version.
  fileprivate var needs: InstalledProgram? {
    let words = info.split(separator: " ").map(String.init)
    return words.count == 3 && isConsole ? InstalledProgram(name: words[1], version: words[2]) : nil
  }

  /// The commands, each with its line in the page and the lines below it. A line that ends with a backslash goes on.
  fileprivate var typed: [(line: Int, command: String, shown: String)] {
    var typed: [(line: Int, command: String, shown: String)] = []
    var isOpen = false
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().enumerated() {
      if isOpen {
        typed[typed.count - 1].command += "\n\(line)"
        isOpen = line.hasSuffix("\\")
      } else if line.hasPrefix("$ ") {
        typed.append((self.line + 1 + number, String(line.dropFirst(2)), ""))
        isOpen = line.hasSuffix("\\")
      } else if !typed.isEmpty {
        typed[typed.count - 1].shown += "\(line)\n"
      }
    }
    return typed
  }
}

extension String {
  /// The lines; a line end ends one.
  fileprivate var lines: [Substring] {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    return lines.last?.isEmpty == true ? lines.dropLast() : lines
  }
}
