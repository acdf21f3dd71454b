internal import QEMUOptions

/// The X.509 credentials that a TCP chardev uses for TLS.
///
/// Source: libvirt `qemuBuildTLSx509BackendProps`. The directory is `chardev_tls_x509_cert_dir` of qemu.conf; its
/// default is used.
struct TLSCredentials: OptionDescription, Equatable {
  static let flag = OptionFlag.object

  var type = "tls-creds-x509"
  var id = ""
  var directory: String? = "/etc/pki/qemu"
  var endpoint: String?
  var verifiesPeer: Bool? = true

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("qom-type", &type)
    coder.string("id", &id)
    coder.string("dir", &directory)
    coder.string("endpoint", &endpoint)
    coder.boolean("verify-peer", &verifiesPeer)
  }
}

extension TLSCredentials {
  /// The credentials of a chardev.
  init(chardev: String, listens: Bool) {
    id = Self.id(chardev: chardev)
    endpoint = listens ? "server" : "client"
  }

  /// The id libvirt gives the credentials of a chardev (`qemuAliasTLSObjFromSrcAlias`).
  static func id(chardev: String) -> String { "obj\(chardev)_tls0" }
}
