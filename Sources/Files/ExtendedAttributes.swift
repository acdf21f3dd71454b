internal import Posix

/// What a file carries besides content, mode and owner: access control lists, security labels, remarks.
enum ExtendedAttributes {
  /// The access control list. A new file inherits one where the directory has a default list.
  private static let accessList = "system.posix_acl_access"

  /// Gives a new file the attributes of another one and takes away those that it has got from its directory. What the system does
  /// not allow is left as it is.
  /// - Throws: when the access control list cannot be kept.
  static func copy(from source: borrowing OpenFile, to target: borrowing OpenFile) throws(FileError) {
    let wanted = source.descriptor.attributeNames
    for name in target.descriptor.attributeNames where !wanted.contains(name) {
      do throws(SystemError) { try target.descriptor.removeAttribute(name) } catch { try check(name, target, error) }
    }
    for name in wanted {
      guard let value = source.descriptor.attribute(name) else { continue }
      do throws(SystemError) { try target.descriptor.setAttribute(name, value) } catch {
        try check(name, target, error)
      }
    }
  }

  private static func check(_ name: String, _ target: borrowing OpenFile, _ error: SystemError) throws(FileError) {
    guard name == accessList else { return }
    throw FileError(target.path, "cannot preserve the access control list: \(error.message)")
  }
}
