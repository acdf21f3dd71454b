internal import ArgumentParser

/// `ALIAS=N`: a descriptor that takes the place of a socket or file.
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
