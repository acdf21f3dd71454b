internal import ArgumentParser
internal import JSONText
internal import SourceText

/// `virt-channel manual`: the manual pages, generated from the descriptions of the commands.
struct Manual: Command {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print a manual page, to view with 'man -l -'.",
    discussion: """
        virt-channel manual generate channel | man -l -
        virt-channel manual --list
      """,
    shouldDisplay: false)

  @Argument(help: "Command (default: the program itself).")
  var command: [String] = []

  @Flag(help: "List the commands that have a page, one per line.")
  var list = false

  @Flag(help: "Print virt-channel-rules(7), the page of all rules.")
  var rules = false

  func run(_ streams: inout Streams) throws -> ExitStatus {
    if rules {
      streams.output.write(RulesManual(version: VirtChannelCommand.version, date: VirtChannelCommand.date).text)
      return .clean
    }
    guard let root = CommandDescription(dumped: VirtChannelCommand._dumpHelp()) else { return .defect }
    if list {
      for page in root.family { streams.output.write(page.path.dropFirst().joined(separator: " ") + "\n") }
      return .clean
    }
    guard let page = root.family.first(where: { $0.path.dropFirst().elementsEqual(command) }) else {
      streams.complain(
        "unknown command '\(command.joined(separator: " ").escapedForDisplay)'; see manual --list")
      return .unusable
    }
    streams.output.write(ManualPage(page, version: VirtChannelCommand.version, date: VirtChannelCommand.date).text)
    return .clean
  }
}
