extension Controller {
  /// Makes the controller say what is asked of it, on top of what it says already.
  /// - Parameter place: where the device as a whole is asked for.
  /// - Returns: what could not be granted, or which other settings would be needed.
  public mutating func apply(_ settings: [Setting], at location: Setting.Location = .none) -> [SettingProblem] {
    SettingApplier.apply(settings, at: location, to: &self, named: .controller, schema: .controller)
  }
}

extension Channel {
  /// Makes the channel say what is asked of it, on top of what it says already.
  /// - Parameter place: where the device as a whole is asked for.
  /// - Returns: what could not be granted, or which other settings would be needed.
  public mutating func apply(_ settings: [Setting], at location: Setting.Location = .none) -> [SettingProblem] {
    SettingApplier.apply(settings, at: location, to: &self, named: .channel, schema: .channel)
  }
}

extension Console {
  /// Makes the console say what is asked of it, on top of what it says already.
  /// - Parameter place: where the device as a whole is asked for.
  /// - Returns: what could not be granted, or which other settings would be needed.
  public mutating func apply(_ settings: [Setting], at location: Setting.Location = .none) -> [SettingProblem] {
    SettingApplier.apply(settings, at: location, to: &self, named: .console, schema: .console)
  }
}
