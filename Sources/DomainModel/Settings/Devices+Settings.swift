extension Controller {
  /// Makes the controller say what is asked of it, on top of what it says already.
  /// - Returns: what could not be granted, and what else would have to be asked for.
  public mutating func apply(_ settings: [Setting]) -> [SettingProblem] {
    Filler.apply(settings, to: &self, named: .controller, schema: .controller)
  }
}

extension Channel {
  /// Makes the channel say what is asked of it, on top of what it says already.
  /// - Returns: what could not be granted, and what else would have to be asked for.
  public mutating func apply(_ settings: [Setting]) -> [SettingProblem] {
    Filler.apply(settings, to: &self, named: .channel, schema: .channel)
  }
}

extension Console {
  /// Makes the console say what is asked of it, on top of what it says already.
  /// - Returns: what could not be granted, and what else would have to be asked for.
  public mutating func apply(_ settings: [Setting]) -> [SettingProblem] {
    Filler.apply(settings, to: &self, named: .console, schema: .console)
  }
}
