internal import DomainModel
internal import QEMUOptions

/// A device of the host, or a pair of named pipes.
struct PathBackend: BackendDescription, Equatable {
  var path: String?
  /// What QEMU calls it where that is not `serial`, `parallel` or `pipe`: they were `tty` and `parport`.
  var word: String?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("path", &path)
  }
}

/// A file that is written to.
struct FileBackend: BackendDescription, Equatable {
  var path: String?
  var append: Bool?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("path", &path)
    coder.boolean("append", &append)
  }
}

/// Something of QEMU's display that is found by a name.
struct NamedBackend: BackendDescription, Equatable {
  var name: String?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("name", &name)
  }
}
