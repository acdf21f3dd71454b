internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What a source's security labels say.
extension Rule {
  static let securityLabels = [badSecurityLabel]

  static let badSecurityLabel = Rule(
    "VC124", "bad-seclabel", .error,
    "The security labels of a source contradict each other.",
    rationale: """
      A source has at most one <seclabel> per model. With relabel='no', libvirt does not change the label of the path,
      so a <label> is refused; since libvirt 9.8.0, relabel='yes' requires one.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virSecurityDeviceLabelDefParseXML")],
    good: [
      Example(
        """
        <channel type='unix'>
          <source>
            <seclabel model='dac'>
              <label>qemu:qemu</label>
            </seclabel>
            <seclabel model='selinux' relabel='no'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """),
      Example(
        """
        <channel type='unix'>
          <source>
            <seclabel model='dac' relabel='yes'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """,
        with: .bookworm, onPage: false),
    ],
    bad: [
      Example(
        """
        <channel type='unix'>
          <source>
            <seclabel model='dac'/>
            <seclabel model='⟦dac⟧' relabel='no'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <source>
              <seclabel model='dac'/>
            </source>
            <target type='virtio' name='a'/>
          </channel>
          """
      ),
      Example(
        """
        <channel type='unix'>
          <source>
            <seclabel model='dac' relabel='no'>
              <⟦label⟧>a</label>
            </seclabel>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <source>
              <seclabel model='dac' relabel='no'>
              </seclabel>
            </source>
            <target type='virtio' name='a'/>
          </channel>
          """),
      Example(
        """
        <channel type='unix'>
          <source>
            <seclabel model='dac' relabel='⟦yes⟧'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <source>
              <seclabel model='dac'/>
            </source>
            <target type='virtio' name='a'/>
          </channel>
          """
      ),
    ]
  ) { context, findings in
    for node in context.chardevs {
      guard let source = context.children(.source, of: node).first else { continue }
      var models: Set<String> = []
      for label in context.children(.seclabel, of: source) { context.check(label, &models, &findings) }
    }
  }
}

extension RuleContext {
  /// A label; `models` are those of the labels before it.
  fileprivate func check(_ label: ElementNode, _ models: inout Set<String>, _ findings: inout Findings) {
    let sourceNode = SourceNode(label)
    let model = document.value(Name.model, of: label)
    if let model, !models.insert(model).inserted {
      return findings.add(
        at: range(of: .model, in: sourceNode), "the source already has a label of model '\(model)'",
        refusal: Refusal(by: .libvirt, "seclabel for model \(model) is already provided"),
        fixes: [removal("remove the <seclabel>", of: sourceNode, safety: .unsafe)])
    }
    let text = children(.label, of: label).first.map { ($0, document.text(of: $0)) }
    let relabel = document.value(Name.relabel, of: label)
    if relabel == "no", let (place, text) = text, !text.isEmpty {
      findings.add(
        at: document.nameRange(of: place), "relabel='no' conflicts with a <label>",
        help: "remove the <label>, or set relabel='yes'",
        refusal: .xml("Cannot specify a label if relabelling is turned off. model=\(model ?? "<null>")"),
        fixes: [removal("remove the <label>", of: SourceNode(place))])
    } else if relabel == "yes", text?.1 ?? "" == "", versions.supports(.relabelWithoutLabel),
      let attribute = attribute(.relabel, of: sourceNode)
    {
      findings.add(
        at: document.valueRange(of: attribute), "relabel='yes' requires a <label>",
        help: "add <label>…</label>, or remove relabel",
        refusal: .xml("Cannot specify relabel if label is missing. model=\(model ?? "<null>")"),
        fixes: [removal("remove the attribute 'relabel'", of: attribute)])
    }
  }
}
