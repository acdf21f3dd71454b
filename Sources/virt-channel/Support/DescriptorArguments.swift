internal import ArgumentParser

/// `ALIAS=N`: a file descriptor that replaces a socket or file.
struct DescriptorArgument: ExpressibleByArgument {
  let alias: String
  let number: Int

  init?(argument: String) {
    guard let equals = argument.lastIndex(of: "="), let number = Int(argument[argument.index(after: equals)...]),
      number >= 0, equals != argument.startIndex
    else { return nil }
    alias = String(argument[..<equals])
    self.number = number
  }
}

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
