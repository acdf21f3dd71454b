public import ArgumentParser
package import Files
package import LibvirtHost
public import Reports
public import Resolution
public import SourceText
public import Topology

extension Version: ExpressibleByArgument {
  /// Parses a version such as `9.0.0`; nil for any other text.
  public init?(argument: String) { self.init(argument) }
}

extension ByteCount: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

extension ColorChoice: ExpressibleByArgument {}

extension Severity: ExpressibleByArgument {}

extension ReportFormat: ExpressibleByArgument {}

extension GuestEnd.System: ExpressibleByArgument {}

extension LibvirtHost.Affected: ExpressibleByArgument {}

/// A length of time given on the command line: `5`, `0.25`.
struct Seconds: ExpressibleByArgument {
  let duration: Duration

  init?(argument: String) {
    guard let seconds = Double(argument), seconds >= 0, seconds <= 1e9 else { return nil }
    duration = .milliseconds(seconds * 1000)
  }

  private init(_ seconds: Int) { duration = .seconds(seconds) }

  static let none = Seconds(0)
  static let five = Seconds(5)
  static let twoMinutes = Seconds(120)
  static let fiveMinutes = Seconds(300)

  var defaultValueDescription: String { "\(duration.components.seconds)" }
}
