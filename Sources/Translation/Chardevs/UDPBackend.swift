internal import DomainModel
internal import QEMUOptions

/// A pair of UDP endpoints. libvirt writes all four parts, empty or not.
struct UDPBackend: BackendDescription, Equatable {
  var host: String?
  var port: String?
  var localaddr: String?
  var localport: String?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("host", &host)
    coder.string("port", &port)
    coder.string("localaddr", &localaddr)
    coder.string("localport", &localport)
  }
}

extension UDPBackend {
  /// The endpoints of a domain.
  init(_ source: UDPSource) {
    host = source.connect?.host ?? ""
    port = source.connect?.service ?? ""
    localaddr = source.bind?.host ?? ""
    localport = source.bind?.service ?? "0"
  }
}
