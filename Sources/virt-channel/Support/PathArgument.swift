internal import ArgumentParser

/// `ALIAS=PATH`: the path of a socket or file that was passed as a descriptor.
struct PathArgument: ExpressibleByArgument {
  let alias: String
  let path: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
    alias = String(argument[..<equals])
    path = String(argument[argument.index(after: equals)...])
  }
}
