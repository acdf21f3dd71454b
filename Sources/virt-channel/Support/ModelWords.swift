public import ArgumentParser
public import VirtChannel

// The model's words as arguments: listed in help, completed by shells, named in errors.
extension ChardevSource.Kind: ExpressibleByArgument {}
extension SocketMode: ExpressibleByArgument {}
extension TCPProtocol.Kind: ExpressibleByArgument {}
extension Mouse.Mode: ExpressibleByArgument {}
extension ChannelTarget.Kind.Word: ExpressibleByArgument {}
extension ConsoleTarget.Kind: ExpressibleByArgument {}
extension Controller.Model: ExpressibleByArgument {}
extension YesNo: ExpressibleByArgument {}
extension OnOff: ExpressibleByArgument {}
extension Dialect: ExpressibleByArgument {}
extension ArgumentsFormat: ExpressibleByArgument {}
extension CommandForm: ExpressibleByArgument {}

extension Preset: ExpressibleByArgument {
  /// The preset with a name; nil if there is none.
  public init?(argument: String) {
    guard let preset = Preset.named(argument) else { return nil }
    self = preset
  }

  /// The name of the preset.
  public var defaultValueDescription: String { name }
  /// The names of all presets.
  public static var allValueStrings: [String] { Preset.all.map(\.name) }
  /// One of the names.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
