/// The documents that the client has opened, by URI.
struct DocumentTable {
  private var documents: [String: OpenDocument] = [:]

  /// The document of a URI. Setting it opens one, setting nil closes it.
  subscript(uri: String) -> OpenDocument? {
    get { documents[uri] }
    set { documents[uri] = newValue }
  }

  /// Changes a document in its location, without copying its text.
  mutating func update<Outcome>(_ uri: String, _ change: (inout OpenDocument) -> Outcome) -> Outcome? {
    guard let index = documents.index(forKey: uri) else { return nil }
    return change(&documents.values[index])
  }

  /// Changes all documents.
  mutating func updateAll(_ change: (inout OpenDocument) -> Void) {
    for index in documents.indices { change(&documents.values[index]) }
  }

  /// Changes the documents whose diagnostics were not published since they changed.
  mutating func updateUnpublished(_ change: (inout OpenDocument) -> Void) {
    for index in documents.indices where !documents.values[index].isPublished { change(&documents.values[index]) }
  }
}
