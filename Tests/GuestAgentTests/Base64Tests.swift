import TestKit
import Testing

@testable import GuestAgent

@Suite struct Base64Tests {
  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
  func isAsRFC4648WritesIt(plain: String, encoded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(plain.utf8))
  }

  @Test(arguments: 0..<64) func bytesOfAnyLengthComeBack(length: Int) {
    var random = SeededGenerator(seed: UInt64(length))
    let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    #expect(Base64.decode(Base64.encode(bytes)) == bytes)
  }

  @Test(arguments: ["Z", "Zg", "Zg=", "Z===", "====", "Zm9v\n", "Zm9-", "=Zg=", "Zm=v"])
  func whatIsNotBase64IsRefused(text: String) { #expect(Base64.decode(text) == nil) }
}
