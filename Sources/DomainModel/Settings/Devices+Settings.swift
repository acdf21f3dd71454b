extension Controller {
  /// Applies settings to the controller, in addition to its existing ones.
  /// - Parameter location: where the device as a whole was requested.
  /// - Returns: the settings that cannot be applied, and the settings that would be required.
  public mutating func apply(_ settings: [Setting], at location: Setting.Location = .none) -> [SettingProblem] {
    SettingApplier.apply(settings, at: location, to: &self, named: .controller, schema: .controller)
  }
}

extension Channel {
  /// Applies settings to the channel, in addition to its existing ones.
  /// - Parameter location: where the device as a whole was requested.
  /// - Returns: the settings that cannot be applied, and the settings that would be required.
  public mutating func apply(_ settings: [Setting], at location: Setting.Location = .none) -> [SettingProblem] {
    SettingApplier.apply(settings, at: location, to: &self, named: .channel, schema: .channel)
  }
}

extension Console {
  /// Applies settings to the console, in addition to its existing ones.
  /// - Parameter location: where the device as a whole was requested.
  /// - Returns: the settings that cannot be applied, and the settings that would be required.
  public mutating func apply(_ settings: [Setting], at location: Setting.Location = .none) -> [SettingProblem] {
    SettingApplier.apply(settings, at: location, to: &self, named: .console, schema: .console)
  }
}
