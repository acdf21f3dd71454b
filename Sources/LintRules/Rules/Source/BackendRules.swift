internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What is behind a device, apart from sockets.
extension Rule {
  static let backends = [unsupportedBackend, multipleStdio, unknownSecurityModel, duplicateFile]

  static let unsupportedBackend = Rule(
    "VC317", "unsupported-backend", .error, needs: .rareSources,
    "QEMU under libvirt cannot use this backend.",
    rationale: """
      nmdm is a device of BSD hosts for other hypervisors: libvirt accepts it, but cannot generate QEMU options for
      it. The type stdio is accepted, but has no peer, because QEMU has no terminal when libvirt starts it (a
      warning). The type vc is a text console in the display of QEMU; without graphics, it has no peer either (a
      warning).
      """,
    sources: [
      .libvirt("src/qemu/qemu_command.c", "qemuBuildChardevCommand"),
      .libvirt("src/conf/domain_validate.c", "virDomainChrSourceDefValidate"),
    ],
    good: [
      Example("<channel type='pty'><target type='virtio' name='a'/></channel>"),
      Example("<channel type='vc'><target type='virtio' name='a'/></channel>\n<graphics type='vnc'/>"),
      Example("<channel type='vc'><target type='virtio' name='a'/></channel>", in: .file),
      Example("<serial type='pty'/>\n<console type='nmdm'/>"),
    ],
    bad: [
      Example(
        "<channel type='⟦nmdm⟧'><source master='/dev/nmdm0A' slave='/dev/nmdm0B'/><target type='virtio' name='a'/></channel>"
      ),
      Example("<channel type='⟦nmdm⟧'><source master='/dev/nmdm0A'/><target type='virtio' name='a'/></channel>"),
      Example("<channel type='⟦stdio⟧'><target type='virtio' name='a'/></channel>"),
      Example("<console type='⟦vc⟧'><target type='virtio'/></console>"),
    ]
  ) { context, findings in
    for device in context.backedDevices {
      let place = context.range(of: .type, in: device.sourceNode)
      switch device.source {
      case .nmdm(let source):
        findings.add(
          at: place, "QEMU has no chardev for nmdm", help: "set type='pty' or type='unix'", refusal: source.refusal)
      case .stdio:
        findings.add(
          at: place, "QEMU under libvirt has no terminal, so the \(device.title) has no peer",
          help: "set type='pty' or type='unix'", severity: .warning)
      case .vc:
        guard context.resolved.graphics.isEmpty, !context.domain.isFragment else { continue }
        findings.add(
          at: place, "the domain has no graphics to display the \(device.title)",
          help: "set type='pty', or add a <graphics>", severity: .warning)
      case .unix, .tcp, .udp, .pty, .file, .dev, .pipe, .null, .spicevmc, .spiceport, .qemuVdagent, .dbus, .other:
        continue
      }
    }
  }

  static let multipleStdio = Rule(
    "VC324", "multiple-stdio", .error, needs: .rareSources,
    "Two devices use QEMU's standard input and output.",
    rationale: "QEMU has one standard input, which only the first device can use, so it does not start.",
    sources: [.qemu("chardev/char-stdio.c", "qemu_chr_open_stdio")],
    good: [Example("<channel type='stdio'><target type='virtio' name='a'/></channel>")],
    bad: [
      Example(
        """
        <channel type='stdio'>
          <target type='virtio' name='a'/>
        </channel>
        <channel type='⟦stdio⟧'>
          <target type='virtio' name='b'/>
        </channel>
        """)
    ]
  ) { context, findings in
    let devices = context.backedDevices.filter { $0.source == .stdio }
    for device in devices.dropFirst() {
      findings.add(
        at: context.range(of: .type, in: device.sourceNode),
        "the \(devices[0].title) already uses the standard input and output of QEMU", help: "set type='pty'",
        refusal: Refusal(by: .qemu, "cannot use stdio by multiple character devices"),
        notes: [Diagnostic.Note("the \(devices[0].title)", at: context.range(of: .type, in: devices[0].sourceNode))])
    }
  }

  static let unknownSecurityModel = Rule(
    "VC319", "seclabel-unknown-model", .error,
    "The security model of a label is unknown.",
    rationale: """
      Each <seclabel> of a source is for one security driver: dac, selinux or apparmor. libvirt accepts any word, or
      none, but does not start the domain if the host lacks that driver.
      """,
    sources: [.libvirt("src/security/security_manager.c", "virSecurityManagerCheckModel")],
    good: [
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='/run/a'>
            <seclabel model='dac' relabel='no'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='/run/a'>
            <seclabel model='⟦SELinux⟧' relabel='no'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """),
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='/run/a'>
            <⟦seclabel⟧ relabel='no'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """),
    ]
  ) { context, findings in
    let known = ["dac", "selinux", "apparmor", "none"]
    for device in context.backedDevices {
      for label in context.securityLabels(of: device) {
        let model = context.document.value(.model, of: label)
        if let model, known.contains(model) { continue }
        findings.add(
          at: context.range(of: .model, in: SourceNode(label)),
          model.map { "libvirt has no security driver '\($0)'" } ?? "the label names no security driver",
          help: model.flatMap { known.nearest(to: $0) }.map { "set model='\($0)'" }
            ?? "set model='dac', model='selinux' or model='apparmor'",
          refusal: .atStart(
            "unsupported configuration: Security driver model '\(model ?? "(null)")' is not available"))
      }
    }
  }

  static let duplicateFile = Rule(
    "VC325", "duplicate-file", .error, needs: .paths,
    "Two devices write to the same file.",
    rationale: """
      virtlogd opens files and logs for QEMU and refuses to open a file twice, even with append='on', so the domain
      does not start. QEMU opens the files itself only with stdio_handler = "file" in qemu.conf; then the output of
      both devices is mixed.
      """,
    sources: [.libvirt("src/logging/log_handler.c", "virLogHandlerDomainOpenLogFile")],
    good: [
      Example(
        """
        <channel type='pty'>
          <log file='/var/log/libvirt/a'/>
          <target type='virtio' name='a'/>
        </channel>
        <channel type='pty'>
          <log file='/var/log/libvirt/b'/>
          <target type='virtio' name='b'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <channel type='pty'>
          <log file='/var/log/libvirt/a'/>
          <target type='virtio' name='a'/>
        </channel>
        <channel type='file'>
          <source path='⟦/var/log/libvirt/a⟧'/>
          <target type='virtio' name='b'/>
        </channel>
        """),
      Example(
        """
        <channel type='file'>
          <source path='/var/log/libvirt/a' append='on'/>
          <target type='virtio' name='a'/>
        </channel>
        <console type='file'>
          <source path='⟦/var/log/libvirt/a⟧' append='on'/>
          <target type='virtio'/>
        </console>
        """),
      Example(
        """
        <channel type='pty'>
          <log file='/var/log/libvirt/a' append='on'/>
          <target type='virtio' name='a'/>
        </channel>
        <channel type='pty'>
          <log file='⟦/var/log/libvirt/a⟧' append='on'/>
          <target type='virtio' name='b'/>
        </channel>
        """
      ),
    ]
  ) { context, findings in
    var holders: [String: WrittenFile] = [:]
    for file in context.writtenFiles {
      guard let holder = holders[file.path] else {
        holders[file.path] = file
        continue
      }
      findings.add(
        at: file.range, "the \(holder.device.title) already writes to '\(file.path)'",
        help: "use a different path",
        refusal: .atStart("Cannot open log file: '\(file.path)': Device or resource busy"),
        notes: [Diagnostic.Note("the \(holder.device.title)", at: holder.range)])
    }
  }
}

extension NmdmSource {
  /// Half of it is refused when the domain is defined.
  fileprivate var refusal: Refusal {
    (master == nil) == (slave == nil)
      ? .unsupported("unsupported chardev 'nmdm'")
      : .internalError("Should define both master and slave path attributes for nmdm device")
  }
}

/// A file that a device, or its log, is written to.
private struct WrittenFile {
  let device: CharacterDevice
  let path: String
  let range: SourceRange
}

extension RuleContext {
  /// The files that are written to, in the order of the command line.
  fileprivate var writtenFiles: [WrittenFile] {
    backedDevices.flatMap { device in
      var files: [WrittenFile] = []
      if case .file(let file) = device.source, let path = file.path, !path.isEmpty {
        files.append(WrittenFile(device: device, path: path, range: range(of: .path, in: file.sourceNode)))
      }
      if let log = device.log, let path = log.file, !path.isEmpty {
        files.append(WrittenFile(device: device, path: path, range: range(of: .file, in: log.sourceNode)))
      }
      return files
    }
  }

  /// The labels of a device's source, which libvirt reads for every type of device.
  fileprivate func securityLabels(of device: CharacterDevice) -> [ElementNode] {
    guard let node = device.sourceNode.node, let source = document.child(Name.source.xml, of: node) else { return [] }
    return children(.seclabel, of: source)
  }
}
