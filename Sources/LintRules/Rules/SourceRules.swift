// VC3xx: sockets and whatever else stands behind a device on the host.
extension Rule {
  static let sources = sourceForms + sourceDemands + socketPaths + socketLocations + networks + backends
}
