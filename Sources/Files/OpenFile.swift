internal import Posix

/// An open file and the path that errors name.
struct OpenFile: ~Copyable {
  let descriptor: Descriptor
  let path: String

  /// Opens a file; errors name it `name`, or else its path.
  init(_ path: String, for use: Descriptor.Use, named name: String? = nil) throws(FileError) {
    self.path = name ?? path
    do throws(SystemError) {
      descriptor = try Descriptor(path, for: use)
    } catch {
      throw FileError(self.path, error)
    }
  }

  init(_ descriptor: consuming Descriptor, path: String) {
    self.descriptor = descriptor
    self.path = path
  }
}

extension OpenFile {
  func status() throws(FileError) -> FileStatus {
    do throws(SystemError) { return try descriptor.status() } catch { throw FileError(path, error) }
  }

  /// Makes reading wait for data again.
  func wait() throws(FileError) {
    do throws(SystemError) { try descriptor.wait() } catch { throw FileError(path, error) }
  }

  /// Reads up to `count` bytes; nothing at the end.
  func read(upTo count: Int) throws(FileError) -> [UInt8] {
    do throws(SystemError) {
      guard let bytes = try descriptor.read(atMost: count) else { throw .wouldWait }
      return bytes
    } catch {
      throw FileError(path, error)
    }
  }

  func write(_ bytes: [UInt8]) throws(FileError) {
    do throws(SystemError) { try descriptor.write(all: bytes) } catch { throw FileError(path, error) }
  }

  /// Waits until what was written has reached the disk.
  func sync() throws(FileError) {
    do throws(SystemError) { try descriptor.sync() } catch { throw FileError(path, error) }
  }
}
