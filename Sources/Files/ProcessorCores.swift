internal import Glibc

/// The machine's processors.
package enum ProcessorCores {
  /// How many there are, at least 1.
  package static var count: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
