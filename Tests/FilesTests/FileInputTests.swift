import Files
import TestKit
import Testing

@Suite struct FileInputTests {
  private let folder = TemporaryFolder()

  @Test func readsAWholeFile() throws {
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    #expect(try FileInput.read(folder.write(bytes, to: "a")) == bytes)
    #expect(try FileInput.read(folder.write([], to: "b")) == [])
  }

  @Test func readsFilesWhoseSizeIsUnknown() throws {
    #expect(try !FileInput.read("/proc/self/status").isEmpty)
  }

  @Test func saysWhatIsTheMatter() {
    #expect(refusal("gone") == "No such file or directory")
    folder.folder("d")
    #expect(refusal("d") == "is a directory")
    folder.link("loop", to: "loop")
    #expect(refusal("loop") == "Too many levels of symbolic links")
    #expect(refusal("/dev/null") == "is not a regular file")
  }

  @Test func neverWaitsForANamedPipe() throws {
    #expect(try Program.run("mkfifo", [folder.path("pipe")]).status == 0)
    #expect(refusal("pipe") == "is a named pipe; redirect it to standard input")
  }

  @Test func refusesMoreThanTheLimit() throws {
    folder.write("12345", to: "a")
    #expect(try FileInput.read(folder.path("a"), limit: 5).count == 5)
    #expect(refusal("a", limit: 4) == "is larger than 4; increase the limit with --max-size")
  }

  /// The size of the file says nothing here, as with a file that grows while it is read.
  @Test func refusesMoreThanTheLimitWhereTheSizeIsUnknown() {
    #expect(refusal("/proc/self/status", limit: 10) == "is larger than 10; increase the limit with --max-size")
  }

  private func refusal(_ name: String, limit: Int = .max) -> String? {
    do throws(FileError) {
      _ = try FileInput.read(name.hasPrefix("/") ? name : folder.path(name), limit: limit)
      return nil
    } catch {
      return error.reason
    }
  }
}

@Suite struct ByteCountTests {
  @Test(arguments: [("1000", 1000), ("64M", 64 << 20), ("512k", 512 << 10), ("1G", 1 << 30)])
  func readsUnits(text: String, bytes: Int) {
    #expect(ByteCount(text)?.bytes == bytes)
  }

  @Test(arguments: ["", "M", "0", "-1", "1.5M", "64MB", "9999999999999999999", "9999999999999G"])
  func refusesOtherText(text: String) {
    #expect(ByteCount(text) == nil)
  }

  @Test(arguments: ["64M", "1G", "1025", "3K"]) func printsWhatItReads(text: String) {
    #expect(ByteCount(text)?.description == text)
  }
}
