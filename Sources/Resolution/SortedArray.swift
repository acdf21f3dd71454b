extension Array {
  /// The first place in an array sorted by a number whose element's number is not below another; the end where all are.
  func firstIndex(notBelow number: Int, by numberOf: (Element) -> Int) -> Int {
    var places = 0..<count
    while !places.isEmpty {
      let middle = (places.lowerBound + places.upperBound) / 2
      places = numberOf(self[middle]) < number ? middle + 1..<places.upperBound : places.lowerBound..<middle
    }
    return places.lowerBound
  }
}
