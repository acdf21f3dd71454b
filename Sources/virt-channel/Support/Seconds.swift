internal import ArgumentParser

/// A length of time given on the command line: `5`, `0.25`.
struct Seconds: ExpressibleByArgument {
  let duration: Duration

  init?(argument: String) {
    guard let seconds = Double(argument), seconds >= 0, seconds <= 1e9 else { return nil }
    duration = .milliseconds(seconds * 1000)
  }

  private init(_ seconds: Int) { duration = .seconds(seconds) }

  static let none = Seconds(0)
  static let five = Seconds(5)
  static let twoMinutes = Seconds(120)
  static let fiveMinutes = Seconds(300)

  var defaultValueDescription: String { "\(duration.components.seconds)" }
}
