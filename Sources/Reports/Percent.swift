extension UInt8 {
  /// The byte as `%3A`.
  var percentEncoded: String {
    "%" + (self < 16 ? "0" : "") + String(self, radix: 16, uppercase: true)
  }
}
