public import ArgumentParser
package import Files
package import LibvirtHost
public import Reports
public import Resolution
public import SourceText
public import Topology

extension Version: ExpressibleByArgument {
  /// Takes `9.0.0`.
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
