package import Files

/// The checkout that the tests run in.
package enum Repository {
  /// The path of the repository.
  package static let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/\($1)" }

  /// The text of a file of the repository.
  package static func text(_ path: String) throws(FileError) -> String {
    String(decoding: try FileInput.read("\(root)/\(path)"), as: UTF8.self)
  }
}
