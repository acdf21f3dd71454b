internal import Files
internal import SourceText

/// Inputs in order. What was found in one directory counts as one part, as there may be very many.
struct InputList: RandomAccessCollection, Sendable {
  private enum Part {
    case one(Input)
    case found(PathList)
  }

  /// The parts, and where each ends.
  private var parts: [(part: Part, end: Int)] = []

  var startIndex: Int { 0 }
  var endIndex: Int { parts.last?.end ?? 0 }

  subscript(position: Int) -> Input {
    let index = parts.partitioningIndex { $0.end > position }
    return switch parts[index].part {
    case .one(let input): input
    case .found(let paths): .found(paths[position - (index == 0 ? 0 : parts[index - 1].end)])
    }
  }

  mutating func append(_ input: Input) { append(.one(input), count: 1) }

  mutating func append(found paths: PathList) { append(.found(paths), count: paths.count) }

  /// Removes files that are already in the list, under any path. A single directory is not searched.
  mutating func removeRepetitions() {
    var seen = SeenFiles()
    let old = parts
    parts = []
    for (part, _) in old {
      switch part {
      case .one(let input): if input.path.map({ seen.insert($0) }) ?? true { append(input) }
      case .found(let paths): append(found: paths.keeping { seen.insert(paths[$0]) })
      }
    }
  }

  /// Leaves out the others.
  mutating func keep(_ isKept: (Input) -> Bool) {
    guard contains(where: { !isKept($0) }) else { return }
    let old = parts
    parts = []
    for (part, _) in old {
      switch part {
      case .one(let input): if isKept(input) { append(input) }
      case .found(let paths): append(found: paths.keeping { isKept(.found(paths[$0])) })
      }
    }
  }

  private mutating func append(_ part: Part, count: Int) { parts.append((part, endIndex + count)) }
}
