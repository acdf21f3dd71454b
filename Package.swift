// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// One layer of the house: what it may import is what is named here, downwards only (docs/architecture.md).
func layer(_ name: String, imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: settings)
}

/// The tests of one layer. They state behaviour from outside and share `TestKit`.
func tests(_ name: String, of imports: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: imports + ["TestKit"], swiftSettings: settings)
}

let package = Package(
  name: "virt-channel",
  products: [
    .library(name: "VirtChannel", targets: ["VirtChannel"]),
    .executable(name: "virt-channel", targets: ["virt-channel"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CXAttr"),
    .target(name: "CStart"),
    layer("Posix", imports: ["CXAttr"]),
    layer("SourceText", imports: ["Posix"]),
    layer("XMLTree", imports: ["CLibXML2", "Posix", "SourceText"]),
    layer("JSONText", imports: ["SourceText"]),
    layer("DomainModel", imports: ["XMLTree", "SourceText"]),
    layer("CommandText", imports: ["SourceText"]),
    layer("QEMUOptions", imports: ["CommandText", "JSONText", "SourceText"]),
    layer("Resolution", imports: ["DomainModel", "XMLTree", "SourceText"]),
    layer(
      "Translation", imports: ["CommandText", "Resolution", "DomainModel", "QEMUOptions", "XMLTree", "SourceText"]),
    layer("Topology", imports: ["Translation", "Resolution", "DomainModel", "XMLTree", "JSONText", "SourceText"]),
    layer("HostPage", imports: ["Topology", "SourceText"]),
    layer("GuestAgent", imports: ["JSONText", "Posix", "SourceText"]),
    layer(
      "LintRules",
      imports: [
        "Translation", "Resolution", "QEMUOptions", "CommandText", "DomainModel", "XMLTree", "SourceText",
      ]),
    layer(
      "Generation",
      imports: ["LintRules", "Translation", "Resolution", "DomainModel", "XMLTree", "JSONText", "SourceText"]),
    layer(
      "Compare",
      imports: ["LintRules", "Topology", "Translation", "Resolution", "QEMUOptions", "DomainModel", "SourceText"]),
    layer("Reports", imports: ["JSONText", "SourceText"]),
    layer("Files", imports: ["Posix", "SourceText"]),
    layer(
      "LanguageServer",
      imports: [
        "Generation", "LintRules", "Topology", "Translation", "Resolution", "QEMUOptions", "DomainModel", "XMLTree",
        "JSONText", "SourceText",
      ]),
    layer(
      "LibvirtAgent", imports: ["LibvirtHost", "GuestAgent", "DomainModel", "XMLTree", "JSONText", "SourceText"]),
    layer("LibvirtHost", imports: ["Files", "Posix", "SourceText"]),
    layer(
      "VirtChannel",
      imports: [
        "SourceText", "XMLTree", "JSONText", "DomainModel", "CommandText", "QEMUOptions", "Resolution", "Translation",
        "LintRules",
        "Generation", "Reports", "GuestAgent", "Topology",
      ]),
    .executableTarget(
      name: "virt-channel",
      dependencies: [
        "VirtChannel", "CStart", "Compare", "Files", "GuestAgent", "HostPage", "JSONText", "LanguageServer",
        "LibvirtAgent", "LibvirtHost", "Posix", "SourceText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "qemu-check", dependencies: ["VirtChannel", "TestKit"], path: "Tests/QEMUCheck", swiftSettings: settings),
    .target(
      name: "TestKit", dependencies: ["CXAttr", "Files", "JSONText", "Posix", "SourceText"], path: "Tests/TestKit",
      swiftSettings: settings
    ),
    .target(
      name: "Laws", dependencies: ["VirtChannel", "LanguageServer", "JSONText"], path: "Tests/Laws",
      swiftSettings: settings),
    tests("SourceTextTests", of: ["SourceText"]),
    tests("ResolutionTests", of: ["Resolution", "DomainModel", "JSONText", "XMLTree", "SourceText"]),
    tests("JSONTextTests", of: ["JSONText"]),
    tests("XMLTreeTests", of: ["XMLTree", "SourceText"]),
    tests("CommandTextTests", of: ["CommandText", "SourceText"]),
    tests("QEMUOptionsTests", of: ["CommandText", "QEMUOptions", "SourceText"]),
    tests(
      "TranslationTests",
      of: ["Translation", "Resolution", "DomainModel", "QEMUOptions", "XMLTree", "JSONText", "SourceText"]),
    tests("DomainModelTests", of: ["DomainModel", "XMLTree", "SourceText"]),
    tests("LintRulesTests", of: ["LintRules", "DomainModel", "XMLTree", "SourceText"]),
    tests("TopologyTests", of: ["Topology", "Resolution", "DomainModel", "XMLTree", "SourceText", "virt-channel"]),
    tests("GuestAgentTests", of: ["GuestAgent", "JSONText", "Posix", "virt-channel"]),
    tests("CompareTests", of: ["virt-channel", "Compare", "VirtChannel", "JSONText"]),
    tests("FilesTests", of: ["Files"]),
    tests(
      "LanguageServerTests",
      of: ["LanguageServer", "LintRules", "DomainModel", "SourceText", "JSONText", "virt-channel"]),
    tests("LibvirtHostTests", of: ["virt-channel", "JSONText"]),
    tests("CommandTests", of: ["virt-channel", "Files", "JSONText"]),
    tests("ReportsTests", of: ["Reports", "JSONText", "SourceText"]),
    tests("LibraryTests", of: ["VirtChannel"]),
    tests(
      "GenerationTests",
      of: ["Generation", "LintRules", "Resolution", "DomainModel", "XMLTree", "JSONText", "SourceText"]),
    tests("LawTests", of: ["Laws", "VirtChannel", "JSONText"]),
  ]
)

// libFuzzer comes with `-sanitize=fuzzer` only, so its program is there for `make fuzz` alone.
if Context.environment["FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: ["CLibFuzzer", "Laws"], path: "Tests/Fuzz/fuzz", swiftSettings: settings),
  ]
}
