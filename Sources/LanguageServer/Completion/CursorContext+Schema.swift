internal import DomainModel

extension CursorContext {
  /// The schema of the innermost element, for the variant that its attributes select; nil if the model does not
  /// describe it.
  static func schema(of tags: some BidirectionalCollection<Tag>) -> ElementSchema? {
    let tags = Array(tags)
    guard let device = tags.lastIndex(where: { isDevice($0) }), device == 0 || tags[device - 1].name == "devices"
    else { return nil }
    var schema = ElementSchema.device(tags[device].name)?.variant(of: tags[device])
    for tag in tags[(device + 1)...] { schema = schema?.child(tag.name)?.schema.variant(of: tag) }
    return schema
  }

  /// An attribute of the innermost element, with the words of all variants: the schema of one variant knows only its own.
  func attribute(_ name: String) -> ElementSchema.Attribute? {
    guard let tag = tags.last else { return nil }
    let unvaried = Self.schema(of: parents)?.child(tag.name)?.schema
    let schema = Self.schema(of: tags)
    let device = schema == nil ? nil : ElementSchema.device(tag.name)
    return (unvaried ?? device)?.attributes.first { $0.name == name } ?? schema?.attributes.first { $0.name == name }
  }

  /// A `<controller>` is described by the model only as that of virtio-serial.
  private static func isDevice(_ tag: Tag) -> Bool {
    guard ElementSchema.device(tag.name) != nil else { return false }
    return tag.name != "controller" || (tag["type"] ?? "virtio-serial") == "virtio-serial"
  }
}

extension ElementSchema {
  /// The devices that the model describes, by the names of their elements.
  static func device(_ name: String) -> ElementSchema? {
    switch name {
    case "controller": .controller
    case "channel": .channel
    case "console": .console
    case "serial": .serial
    default: nil
    }
  }

  /// The schema of the variant that a tag selects; the schema itself if there are no variants or the value is
  /// unknown.
  fileprivate func variant(of tag: CursorContext.Tag) -> ElementSchema {
    guard let attribute = variantAttribute, let word = tag[attribute] ?? absentVariant else { return self }
    return variants.first { $0.word == word }?.schema ?? self
  }
}
