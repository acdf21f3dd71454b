/// A generator of random numbers that gives the same numbers for the same seed (SplitMix64), so that a failing law can be run again.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts at a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// True once in `times` calls, on average.
  public mutating func oneIn(_ times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }

  /// One of `choices`, which must not be empty.
  public mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: choices.indices, using: &self)]
  }

  /// A string of up to `length` characters of the kind that quoting and escaping get wrong, without NUL.
  public mutating func nastyString(upTo length: Int = 12) -> String {
    let count = Int.random(in: 0...length, using: &self)
    return (0..<count).map { _ in pick(Self.nastyPieces) }.joined()
  }

  private static let nastyPieces = [
    ",", ",,", "=", "'", "\"", "\\", "\n", "\t", "\r", "$", "$x", "`", " ", "#", "!", "*", "?", "~", "&", ";", "|", "<",
    ">",
    "(", ")", "[", "]", "{", "}", "-", "--", "%", "/", ".", ":", "+", "0", "10", "no", "on", "off", "server", "a", "B",
    "é", "ß",
    "漢", "😀", "\u{301}", "\u{7F}", "\u{1}", "\u{1B}[0m", "\u{202E}", "\u{FEFF}",
  ]
}
