internal import Glibc

/// The text of a small file that the kernel makes up, such as one of `/proc` or `/sys`; nil when it cannot be read.
func systemFile(_ path: String) -> String? {
  guard let file = try? Descriptor.open(path, O_RDONLY) else { return nil }
  var bytes: [UInt8] = []
  while let part = try? file.read(), !part.isEmpty { bytes += part }
  return String(decoding: bytes, as: UTF8.self)
}

/// The names in a directory, without those that begin with a dot, in no order; none when it cannot be read.
func fileNames(in folder: String) -> [String] {
  guard let stream = unsafe opendir(folder) else { return [] }
  defer { unsafe closedir(stream) }
  var names: [String] = []
  while let entry = unsafe readdir(stream) {
    let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
      unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names
}

/// What a symbolic link says; nil when there is none.
func linkTarget(_ path: String) -> String? {
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
    count = unsafe buffer.withMemoryRebound(to: CChar.self) { text in
      unsafe text.baseAddress.map { unsafe max(0, readlink(path, $0, text.count)) } ?? 0
    }
  }
  return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
}
