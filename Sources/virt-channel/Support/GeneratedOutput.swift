internal import Files
internal import SourceText
internal import VirtChannel

extension Streams {
  /// A file's text; `-` is standard input.
  func read(_ path: String, limit: Int) throws(FileError) -> SourceFile {
    if path == "-" { return SourceFile(name: "<stdin>", bytes: try readInput(limit)) }
    return SourceFile(name: path, bytes: try FileInput.read(path, limit: limit))
  }

  /// Prints the devices that were asked for, or why there are none.
  mutating func print(_ request: DeviceRequest) -> ExitStatus {
    print(request.devices(), askedForIn: nil)
  }

  /// Prints the devices that a file asks for, or why there are none.
  mutating func print(devicesOf spec: SourceFile) -> ExitStatus {
    print(DeviceSpec.read(spec).devices(), askedForIn: spec)
  }

  private mutating func print(
    _ devices: Result<[VirtioSerialDevice], Misuses>, askedForIn file: SourceFile?
  ) -> ExitStatus {
    switch devices {
    case .success(let devices):
      for device in devices { output.write(device.xml() + "\n") }
      return .clean
    case .failure(let misuses):
      for misuse in misuses.all { complain(misuse.text(in: file)) }
      return .unusable
    }
  }
}

extension Misuse {
  fileprivate func text(in file: SourceFile?) -> String {
    let help = help.map { "; \($0)" } ?? ""
    return "\(place.text(in: file))\(message)\(help)"
  }
}

extension Setting.Place {
  fileprivate func text(in file: SourceFile?) -> String {
    switch (self, file) {
    case (.option(let option), _): return "\(option): "
    case (.text(let range), let file?):
      let position = LineIndex(file).position(of: range.lowerBound)
      return "\(file.name):\(position.line):\(position.column): "
    case (_, let file?): return "\(file.name): "
    case (_, nil): return ""
    }
  }
}
