internal import CommandText
internal import QEMUOptions
internal import SourceText
internal import Translation

// VC7xx: how options of a QEMU command line are written.
extension Rule {
  static let commandLineText = [
    shortFormBoolean, unescapedComma, jsonNumberAsString, unknownProperty, badPropertyValue, unreadableOption,
    withoutXMLForm, conditionalOption,
  ]

  static let shortFormBoolean = Rule(
    "VC705", "short-form-boolean", .note,
    "A boolean option uses the deprecated short form.",
    rationale: """
      `server,nowait` still works, but QEMU has deprecated the short form since 6.0 and may remove it.
      """,
    sources: [
      .qemu("util/qemu-option.c", "get_opt_name_value"),
      .page("https://www.qemu.org/docs/master/about/deprecated.html", "QEMU: deprecated features"),
    ],
    goodOptions: ["-chardev socket,id=c0,path=/run/x,server=on,wait=off"],
    badOptions: [
      ("-chardev socket,id=c0,path=/run/x,server=on,⟦nowait⟧", "-chardev socket,id=c0,path=/run/x,server=on,wait=off")
    ])

  static let unescapedComma = Rule(
    "VC707", "unescaped-comma", .error,
    "A comma in a value is not doubled.",
    rationale: """
      A comma separates properties, so a comma that is part of a value must be doubled. In JSON syntax, commas need no
      escaping.
      """,
    sources: [.qemu("util/qemu-option.c", "get_opt_value")],
    goodOptions: ["-device virtio-serial-pci -device virtserialport,name=a,,b"],
    badOptions: [
      (
        "-device virtio-serial-pci -device virtserialport,name=a,⟦b⟧",
        "-device virtio-serial-pci -device virtserialport,name=a,,b"
      )
    ])

  static let jsonNumberAsString = Rule(
    "VC708", "json-number-as-string", .error,
    "A JSON value has the wrong type.",
    rationale: """
      QEMU does not convert values in JSON options: a number has no quotes, and a boolean is `true` or `false`.
      """,
    sources: [
      .qemu("qapi/qobject-input-visitor.c", "qobject_input_type_uint64"),
      .qemu("qapi/qobject-input-visitor.c", "qobject_input_type_bool"),
    ],
    goodOptions: [#"-device '{"driver":"virtio-serial-pci","max_ports":4,"packed":true}'"#],
    badOptions: [
      (
        #"-device '{"driver":"virtio-serial-pci","max_ports":⟦"4"⟧}'"#,
        #"-device '{"driver":"virtio-serial-pci","max_ports":4}'"#
      ),
      (
        #"-device '{"driver":"virtio-serial-pci","packed":⟦"on"⟧}'"#,
        #"-device '{"driver":"virtio-serial-pci","packed":true}'"#
      ),
    ])

  static let unknownProperty = Rule(
    "VC715", "unknown-property", .error,
    "A device or chardev has an unknown property.",
    rationale: """
      QEMU refuses unknown properties, and property names are case-sensitive. Only PCI controllers have `vectors`,
      `ats` and `page-per-vq`.
      """,
    sources: [.qemu("qom/object.c", "object_property_find_err")],
    goodOptions: ["-device virtio-serial-pci,vectors=4 -device virtserialport,nr=1"],
    badOptions: [
      ("-device virtio-serial-pci -device virtserialport,⟦NR⟧=1", nil), ("-chardev null,id=c0,⟦bogus⟧=1", nil),
      ("-device virtio-serial-ccw,⟦vectors⟧=4", nil),
    ])

  static let badPropertyValue = Rule(
    "VC716", "bad-property-value", .error,
    "A property value has the wrong type.",
    rationale: """
      A number is decimal, hexadecimal with `0x`, or octal with a leading `0`, without fraction or suffix. A boolean
      is `on` or `off`; QEMU also accepts `yes`, `true` and `y`, but not `1` or `ON`.
      """,
    sources: [
      .qemu("qapi/qobject-input-visitor.c", "qobject_input_type_bool_keyval"),
      .qemu("qapi/qobject-input-visitor.c", "qobject_input_type_uint64_keyval"),
    ],
    goodOptions: ["-device virtio-serial-pci,max_ports=0x1F,packed=on"],
    badOptions: [
      ("-device virtio-serial-pci,max_ports=⟦31k⟧", nil), ("-device virtio-serial-pci,packed=⟦1⟧", nil),
    ])

  static let unreadableOption = Rule(
    "VC717", "unreadable-option", .error,
    "An option cannot be parsed.",
    rationale: """
      A quote is not closed, an option lacks its argument, JSON is malformed, or a byte is not
      valid UTF-8. The values of shell variables are unknown, so they are kept as they are written.
      """,
    sources: [.qemu("qobject/json-parser.c", "json_parser_parse"), .qemu("softmmu/vl.c", "lookup_opt")],
    goodOptions: [#"-device '{"driver":"virtio-serial-pci"}'"#],
    badOptions: [
      (#"-device '{"driver":"virtio-serial-pci",⟦}⟧'"#, nil), ("-device ⟦'⟧virtio-serial-pci", nil), ("⟦-device⟧", nil),
      ("-chardev null,id=⟦$ID⟧", nil),
    ])

  static let conditionalOption = Rule(
    "VC720", "conditional-option", .warning,
    "Options depend on a condition or a loop.",
    rationale: """
      A script can decide at run time which options it uses. `xml` converts one set of options: it assumes that a condition
      is true, and takes the first branch of several that set a variable, and one pass of a loop whose values are unknown. QEMU commands
      in different branches are converted separately.
      """,
    sources: [.page("../guides/qemu-script.md#conditions-and-loops", "Conditions and loops")],
    goodOptions: ["A='-device virtio-serial-pci'; qemu-system-x86_64 $A"],
    badOptions: [
      ("A=; ⟦if⟧ test -e /dev/kvm; then A='-device virtio-serial-pci'; fi; qemu-system-x86_64 $A", nil),
      ("A='-device virtio-serial-pci'; test $1 ⟦&&⟧ A=\"$A,max_ports=4\"; qemu-system-x86_64 $A", nil),
    ])

  static let withoutXMLForm = Rule(
    "VC718", "without-xml-form", .warning,
    "An option has no equivalent in domain XML.",
    rationale: """
      Domain XML can express the properties that libvirt sets and the chardevs that its devices support. `xml` omits
      anything else and keeps it as a comment in its output.
      """,
    sources: [.page("../argv.md#unsupported-options", "Unsupported options")],
    good: [Example("-device virtio-serial-pci,max_ports=16", in: .commandLine)],
    bad: [
      Example("-device virtio-serial-pci,⟦emergency-write⟧=off", in: .commandLine),
      Example("-chardev ⟦pty,id=unused⟧", in: .commandLine),
      Example(
        "-chardev ⟦ringbuf,id=c0⟧ -device virtio-serial-pci -device virtserialport,chardev=c0", in: .commandLine),
    ],
    .commandLine { line, findings in
      for loss in line.unmapped { findings.add(at: loss.range, loss.message) }
    })
}

extension QEMUFault {
  func moreUnknownProperties(_ count: Int, first: String, of driver: String) -> FindingWording {
    let device = driver == "chardev" ? "the chardev" : "the \(driver)"
    return wording(
      .unknownProperty, "\(device) has \(count) more unknown \(count == 1 ? "property" : "properties")",
      refusal: Self.refusal(ofProperty: first, of: driver))
  }

  private static func refusal(ofProperty key: String, of driver: String) -> String {
    driver == "chardev" ? "Invalid parameter '\(key)'" : "Property '\(DriverClasses.type(of: driver)).\(key)' not found"
  }

  func unknownProperty(_ key: String, of driver: String, behindComma: Bool) -> FindingWording {
    let device = driver == "chardev" ? "a chardev" : driver
    let refusal = Self.refusal(ofProperty: key, of: driver)
    guard behindComma else {
      return wording(.unknownProperty, "\(device) has no property '\(key)'", refusal: refusal)
    }
    return wording(
      .unescapedComma, "\(device) has no property '\(key)'; the preceding comma probably belongs to the value",
      help: "double a comma that is part of a value", refusal: refusal,
      fix: Fix("double the comma", edits: [.insert(",", at: range.lowerBound)]))
  }

  func wrongType(of key: String, expected: String, inJSON: Bool, _ value: String) -> FindingWording {
    let isNumber = expected == "a number"
    guard inJSON else {
      return wording(
        .badPropertyValue, "'\(key)' must be \(expected)",
        refusal: "Parameter '\(key)' expects \(isNumber ? "integer" : "'on' or 'off'")")
    }
    let typed = isNumber ? QEMUScalars.number(value)?.description : QEMUScalars.boolean(value)?.description
    return wording(
      .jsonNumberAsString, "'\(key)' must be \(expected)", help: "use numbers without quotes, and true or false",
      refusal: isNumber
        ? "Parameter '\(key)' expects uint64"
        : "Invalid parameter type for '\(key)', expected: \(expected == "a string" ? "string" : "boolean")",
      fix: typed.map { replacement("write \($0)", $0) })
  }

  /// What is wrong with the text of the options.
  func text(_ problem: OptionProblem.Kind) -> FindingWording {
    switch problem {
    case .openQuote: wording(.unreadableOption, "the quote is not closed", severity: .warning)
    case .expansion(let text):
      wording(
        .unreadableOption, "'\(text)' cannot be expanded; it is kept unchanged", help: "replace it with its value",
        severity: .warning)
    case .conditional(let name, let use): conditional(name.isEmpty ? "an option" : "'\(name)'", use)
    case .missingValue(let flag):
      wording(.unreadableOption, "\(flag.argument) requires an argument", refusal: "requires an argument")
    case .malformedJSON(let error):
      wording(.unreadableOption, "malformed JSON: \(error)", refusal: "JSON parse error")
    case .unreadableFile(let path):
      wording(
        .unreadableOption, "'\(path)' cannot be read; its options are missing from the result", severity: .warning)
    case .unreadableLine:
      wording(.unreadableOption, "the line is neither a section header nor a key and a value", severity: .warning)
    case .notUTF8: wording(.unreadableOption, "invalid UTF-8, which XML cannot represent", severity: .warning)
    case .shortBoolean(let word, let key, let value): shortBoolean(word, for: "\(key)=\(value ? "on" : "off")")
    case .wrongType(let key, let expected): wrongType(of: key, expected: expected, inJSON: false, "")
    case .unknownProperty(let key): unknownProperty(key, of: "chardev", behindComma: false)
    }
  }

  private func conditional(_ name: String, _ use: TextProblem.ConditionalUse) -> FindingWording {
    let message =
      switch use {
      case .branch: "\(name) depends on a condition; the result assumes that this branch is taken"
      case .alternatives: "\(name) differs between the branches; the result uses the first branch that sets it"
      case .unchanged: "\(name) can get an unknown value here; the result uses the value from before"
      case .loop: "\(name) changes in a loop; the result contains a single pass"
      case .expression: "the options in this expression depend on a condition; the result contains all of them"
      }
    return wording(.conditionalOption, message, help: "convert a command without the condition", severity: .warning)
  }

  private func shortBoolean(_ word: String, for long: String) -> FindingWording {
    wording(
      .shortFormBoolean, "'\(word)' is a deprecated short form of \(long)", help: "use \(long)",
      fix: replacement("use \(long)", long))
  }
}
