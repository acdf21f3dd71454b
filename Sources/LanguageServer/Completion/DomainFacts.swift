internal import DomainModel
internal import Generation
internal import Resolution
internal import Topology

/// What a domain leaves free and what it uses, for completions.
struct DomainFacts {
  private let resolved: ResolvedDomain?
  private let map: ChannelMap?

  init(_ resolved: ResolvedDomain?) {
    self.resolved = resolved
    map = resolved.map { ChannelMap($0) }
  }

  /// Whether the document holds devices without a domain.
  var isFragment: Bool { resolved?.domain.isFragment ?? true }

  /// The lowest index that no virtio-serial controller states.
  var unusedIndex: Int { resolved?.domain.unusedControllerIndex ?? 0 }

  /// The numbers and names that suit an attribute in this domain.
  func values(
    of name: String, in tag: CursorContext.Tag, parents: ArraySlice<CursorContext.Tag>
  ) -> [CompletionItem] {
    switch (parents.last?.name, tag.name, name) {
    case (_, "controller", "index"): [item("\(unusedIndex)", "the lowest unused index")]
    case (_, "address", "controller") where isPort(tag): controllers
    case (_, "address", "port") where isPort(tag): freePorts(of: tag["controller"].flatMap { Int($0) } ?? 0)
    case (_, "address", "bus") where isPort(tag): [item("0", "the only bus of a virtio-serial controller")]
    case ("channel"?, "target", "name"): wellKnownNames
    case (_, "alias", "name"): [item("ua-", "libvirt keeps only aliases that begin with ua-")]
    default: []
    }
  }

  private func isPort(_ tag: CursorContext.Tag) -> Bool { tag["type"] == "virtio-serial" }

  private var controllers: [CompletionItem] {
    (map?.controllers ?? []).map { controller in
      let free = controller.freePorts.reduce(0) { $0 + $1.count }
      return item("\(controller.index)", "\(free) of \(controller.portCount) ports are free")
    }
  }

  private func freePorts(of index: Int) -> [CompletionItem] {
    guard let controller = map?.controllers.first(where: { $0.index == index }) else { return [] }
    return controller.freePorts.joined().prefix(16).map { item("\($0)", "free on controller \(index)") }
  }

  /// The names that programs in the guest look for, those first that no channel has.
  private var wellKnownNames: [CompletionItem] {
    let used = Set(resolved?.domain.channels.compactMap(\.name) ?? [])
    return WellKnownChannel.all.filter { !used.contains($0.name) }.map {
      CompletionItem($0.name, .value, $0.name, isSnippet: false, documentation: $0.summary)
    }
  }

  private func item(_ value: String, _ detail: String) -> CompletionItem {
    CompletionItem(value, .value, value, isSnippet: false, documentation: nil, detail: detail)
  }
}

/// A name that a program in the guest looks for, from the presets.
struct WellKnownChannel {
  let name: String
  let summary: String

  /// Each name once.
  static let all: [WellKnownChannel] = {
    var seen: Set<String> = []
    return Preset.all.flatMap { preset in
      preset.devices.compactMap { device in
        device.channelName.flatMap { name in
          seen.insert(name).inserted ? WellKnownChannel(name: name, summary: preset.summary) : nil
        }
      }
    }
  }()
}
