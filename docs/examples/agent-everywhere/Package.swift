// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "agent-everywhere",
  dependencies: [.package(name: "virt-channel", path: "../../..")],
  targets: [
    .executableTarget(name: "agent-everywhere", dependencies: [.product(name: "VirtChannel", package: "virt-channel")])
  ]
)
