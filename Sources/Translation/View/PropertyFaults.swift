internal import QEMUOptions
internal import SourceText

extension QEMUFault {
  /// What QEMU says to the problems of an option; it takes known properties that no description asks for.
  static func faults(_ problems: [OptionProblem], _ option: QEMUOption, known: Set<String>, of device: String)
    -> [QEMUFault]
  {
    unknownProperties(of: option, known: known, of: device)
      + problems.compactMap { problem in
        guard case .wrongType(let key, let expected) = problem.kind else { return nil }
        let value = option[key]?.value.word ?? ""
        return QEMUFault(
          .wrongType(key: key, expected: expected, inJSON: option.isJSON, value: value), at: problem.range)
      }
  }

  /// A fault for each of the first unknown properties, and one for all others: an option can have a million.
  private static func unknownProperties(of option: QEMUOption, known: Set<String>, of device: String) -> [QEMUFault] {
    var faults: [QEMUFault] = []
    var others: (first: OptionProperty, count: Int)?
    for property in option.properties where !known.contains(property.key) {
      guard faults.count >= listedProperties else {
        let isBare = property.keyLocation.range == property.valueLocation.range
        faults.append(
          QEMUFault(.unknownProperty(property.key, driver: device, behindComma: isBare), at: property.keyLocation))
        continue
      }
      others = (others?.first ?? property, (others?.count ?? 0) + 1)
    }
    guard let (first, count) = others else { return faults }
    return faults
      + [QEMUFault(.moreUnknownProperties(count, first: first.key, driver: device), at: first.keyLocation)]
  }

  /// How many unknown properties of an option have a fault of their own.
  private static var listedProperties: Int { 50 }

  /// Whether it counts unknown properties that have no fault of their own.
  var isSummary: Bool { if case .moreUnknownProperties = kind { true } else { false } }
}

extension QEMUCommandLine {
  /// Where the unknown properties of devices and chardevs are, as far as problems of their text are reported.
  var unknownPropertyRanges: [SourceRange] {
    options.flatMap { option -> [SourceRange] in
      let known = option.flag == .chardev ? KnownProperties.chardev : KnownProperties.of(driver: option.driver ?? "")
      guard let known else { return [] }
      return option.properties.prefix(KeyvalDialect.reportedProperties).compactMap { property in
        known.contains(property.key) ? nil : property.keyLocation.range
      }
    }
  }
}
