import TestKit
import Testing

/// Values that a template leaves open are unknown: no rule judges them, or what follows from them.
@Suite struct TemplateTests {
  private let folder = TemporaryFolder()

  private static let markers = ["{{ x }}", "{% if x %}", "${x}", "&lt;%= x %>", "%(x)s", "@X@", "__X__"]

  private static func domain(_ marker: String) -> String {
    """
    <domain type='\(marker)'>
      <name>\(marker)</name>
      <memory unit='MiB'>\(marker)</memory>
      <os><type arch='\(marker)' machine='\(marker)'>hvm</type></os>
      <devices>
        <controller type='virtio-serial' index='\(marker)' ports='\(marker)' model='\(marker)'>
          <address type='pci' bus='\(marker)' slot='\(marker)' function='0'/>
        </controller>
        <disk type='file' device='disk'><source file='\(marker)'/><target dev='vda' bus='virtio'/></disk>
        <channel type='unix'>
          <source mode='\(marker)' path='\(marker)'/>
          <target type='\(marker)' name='\(marker)'/>
          <address type='virtio-serial' controller='\(marker)' bus='0' port='\(marker)'/>
        </channel>
        <channel type='\(marker)'><source path='/srv/\(marker).sock'/><target type='virtio' name='\(marker)'/></channel>
      </devices>
    </domain>

    """
  }

  @Test(arguments: markers) func nothingIsSaidOfUnknownValues(marker: String) throws {
    folder.write(Self.domain(marker), to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.status == 0)
    #expect(run.text.isEmpty)
    #expect(run.errorText == "no findings in 1 file; 20 values are template markers\n")
    let json = try Program.virtChannel("lint", "--format", "json", "vm.xml", in: folder).text
    #expect(json.contains(#""templateValues":20"#))
  }

  @Test(arguments: [
    "pc-{{ x }}", "{% if x %}pc{% else %}q35{% endif %}", "${a}-${b}", "q@X@", "__A__q35", "{{ a }}{{ b }}",
  ])
  func nothingIsSaidOfAMachineThatIsUnknownInPart(machine: String) throws {
    let text = Samples.domain("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")
      .replacing("machine='q35'", with: "machine='\(machine)'")
    folder.write(text, to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.status == 0)
    #expect(run.text.isEmpty)
    #expect(run.errorText == "no findings in 1 file; 1 value is a template marker\n")
  }

  @Test(arguments: [
    ("port", "{% if x %}1{% else %}2{% endif %}"), ("name", "org.{% if x %}qemu.guest_agent{% else %}b{% endif %}.0"),
  ])
  func nothingIsSaidOfAlternatives(attribute: String, value: String) throws {
    let values = ["name": "a", "port": "1"].merging([attribute: value]) { $1 }
    let channel = """
      <channel type='unix'><target type='virtio' name='\(values["name", default: ""])'/>
      <address type='virtio-serial' controller='0' bus='0' port='\(values["port", default: ""])'/></channel>
      """
    folder.write(Samples.domain(channel), to: "vm.xml")
    let run = try Program.virtChannel("lint", "--ignore", "VC501", "vm.xml", in: folder)
    #expect(run.status == 0)
    #expect(run.text.isEmpty)
  }

  @Test(arguments: markers) func whatIsKnownIsStillJudged(marker: String) throws {
    let text = Self.domain(marker).replacing("<target type='virtio' ", with: "<target type='virtio' colour='red' ")
    folder.write(text, to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.status == 1)
    #expect(run.text.contains("vm.xml:15:"))
    #expect(run.text.contains("[VC103 unknown-attribute]"))
    #expect(run.errorText.hasPrefix("1 warning in 1 file; 20 values are template markers"))
  }

  private static let forms =
    markers + ["{% if a %}7{% endif %}", "{{ a }}{{ b }}", "${a} ${b}", "{{#if a}}on{{else}}off{{/if}}"]

  /// Every attribute of our devices, and those of others that decide over them.
  private static func filled(_ marker: String) -> String {
    """
    <domain type='\(marker)'>
      <name>\(marker)</name>
      <memory unit='\(marker)'>\(marker)</memory>
      <os><type arch='\(marker)' machine='\(marker)'>hvm</type></os>
      <devices>
        <controller type='virtio-serial' index='\(marker)' ports='\(marker)' vectors='\(marker)' model='\(marker)'>
          <driver iommu='\(marker)' ats='\(marker)' queues='\(marker)'/>
          <address type='pci' domain='\(marker)' bus='\(marker)' slot='\(marker)' function='\(marker)' multifunction='\(marker)'/>
        </controller>
        <controller type='\(marker)' index='\(marker)'/>
        <serial type='\(marker)'>
          <source mode='\(marker)' host='\(marker)' service='\(marker)' tls='\(marker)'/>
          <protocol type='\(marker)'/>
          <target type='\(marker)' port='\(marker)'><model name='\(marker)'/></target>
          <log file='\(marker)' append='\(marker)'/>
        </serial>
        <console type='\(marker)'><target type='\(marker)' port='\(marker)'/></console>
        <channel type='\(marker)'>
          <source mode='\(marker)' path='\(marker)'/>
          <target type='\(marker)' name='\(marker)' state='\(marker)' address='\(marker)' port='\(marker)'/>
          <address type='virtio-serial' controller='\(marker)' bus='\(marker)' port='\(marker)'/>
        </channel>
        <channel type='unix'>
          <source mode='bind' path='\(marker)'/>
          <target type='guestfwd' address='\(marker)' port='\(marker)'/>
        </channel>
        <graphics type='\(marker)' port='\(marker)' autoport='\(marker)'/>
      </devices>
    </domain>

    """
  }

  @Test(arguments: forms) func noValueOfAnyAttributeIsJudged(form: String) throws {
    folder.write(Self.filled(form), to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.text.isEmpty)
    #expect(run.status == 0)
  }

  @Test(arguments: ["pc-{{ x }}", "pc-q35-${x}", "{{ x }}-1.0", "pc-i440fx-{% if a %}9.2{% else %}10.0{% endif %}"])
  func aMachineThatIsKnownInPartIsUnknown(machine: String) throws {
    let text = Samples.domain("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")
    folder.write(text.replacing("q35", with: machine), to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.text.isEmpty)
    #expect(run.errorText == "no findings in 1 file; 1 value is a template marker\n")
  }

  @Test func whatIsKnownOfAPathIsJudged() throws {
    let text = Samples.domain(
      "<channel type='unix'><source mode='bind' path='/tmp/{{ x }}'/><target type='virtio' name='a'/></channel>")
    folder.write(text, to: "vm.xml")
    #expect(try Program.virtChannel("lint", "vm.xml", in: folder).text.contains("VC311"))
  }

  @Test func whatAMarkerInACommentAddsIsAComment() throws {
    folder.write(
      Samples.domain("<!-- {{ x }} &lt;%= x %&gt; -->\n<channel type='pty'><target type='virtio' name='a'/></channel>"),
      to: "vm.xml")
    let lint = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(lint.text.contains("VC501"))
    #expect(!lint.errorText.contains("template"))
  }

  /// A template may add what an element lacks.
  @Test(arguments: markers.filter { !$0.hasPrefix("{%") } + ["&lt;%= x %&gt;"])
  func whatAMarkerBetweenElementsAddsIsUnknown(marker: String) throws {
    folder.write(
      Samples.domain(
        """
        \(marker)
        <channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>
        <channel type='spiceport'>\(marker)<target type='virtio' name='a.b'/></channel>
        <channel type='pty'><source/>\(marker)</channel>
        <audio id='1' type='spice'/>
        """), to: "vm.xml")
    let lint = try Program.virtChannel("lint", "--fail-on", "note", "vm.xml", in: folder)
    #expect(lint.text.isEmpty)
    #expect(lint.errorText == "no findings in 1 file; 3 values are template markers\n")
    let argv = try Program.virtChannel("argv", "vm.xml", in: folder)
    #expect(argv.status == 2)
    #expect(argv.errorText.contains("render it first; needed: \(marker) (line 6), "))
  }

  @Test func fixLeavesUnknownValuesAlone() throws {
    let text = Self.domain("{{ x }}")
    folder.write(text, to: "vm.xml")
    _ = try Program.virtChannel("fix", "--write", "--unsafe", "--fail-on", "note", "vm.xml", in: folder)
    #expect(try folder.text("vm.xml") == text)
  }

  @Test(arguments: ["argv", "resolve", "map"]) func commandsNameWhatTheyNeed(command: String) throws {
    let text = Samples.domain("<channel type='unix'><target type='virtio' name='{{ port }}'/></channel>")
      .replacing("machine='q35'", with: "machine='{{ machine }}'").replacing(">64<", with: ">{{ memory }}<")
    folder.write(text, to: "vm.xml")
    let run = try Program.virtChannel(command, "vm.xml", in: folder)
    #expect(run.status == 2)
    #expect(run.text.isEmpty)
    #expect(
      run.errorText == """
        virt-channel: vm.xml: looks like a template: render it first; needed: machine='{{ machine }}' (line 4), \
        name='{{ port }}' (line 6)

        """)
  }

  private static let conditional = Samples.domain(
    """
    {% if agent %}
        <channel type='unix'>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        {% else %}
        <channel type='unix'>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        {% endif %}
        {{#each ports}}<channel type='unix'><source mode='bind' path='/srv/a'/><target type='virtio' name='a'/></channel>{{/each}}
    """)

  /// Elements of two branches are never in one domain: what follows from both is not known.
  @Test(arguments: [("{%", "%}"), ("&lt;%", "%>"), ("&lt;%", "%&gt;")])
  func elementsUnderAConditionAreUnknown(open: String, close: String) throws {
    folder.write(Self.conditional.replacing("{%", with: open).replacing("%}", with: close), to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.text.isEmpty)
    #expect(run.status == 0)
  }

  @Test func whatIsWrongUnderAConditionIsStillFound() throws {
    folder.write(
      Samples.domain(
        """
        {% if a %}
        <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
        {% else %}
        <channel type='unix'><source mode='bund'/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
        {% endif %}
        """), to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.status == 1)
    #expect(run.text.contains("unknown mode 'bund'"))
    #expect(run.errorText.hasPrefix("1 error in 1 file"))
  }

  @Test(arguments: ["argv", "resolve", "map"]) func commandsNameTheConditions(command: String) throws {
    folder.write(
      Samples.domain("{% if a %}<channel type='pty'><target type='virtio' name='a'/></channel>{% endif %}"),
      to: "vm.xml")
    let run = try Program.virtChannel(command, "vm.xml", in: folder)
    #expect(run.status == 2)
    #expect(run.text.isEmpty)
    #expect(run.errorText.contains("render it first; needed: {% if a %} (line 6), {% endif %} (line 6)\n"))
  }

  @Test func newDevicesAreOutsideOfConditionsAndHaveNoPort() throws {
    folder.write(
      Samples.domain("{% if a %}\n    <channel type='pty'><target type='virtio' name='a'/></channel>\n    {% endif %}"),
      to: "vm.xml")
    let run = try Program.virtChannel(
      "generate", "channel", "--name", "b", "--type", "pty", "--into", "vm.xml", "--write", in: folder)
    #expect(run.status == 0)
    #expect(run.errorText.contains("the file is a template, so new devices have no port"))
    let text = try folder.text("vm.xml")
    let inserted = text.firstRange(of: "name='b'")?.lowerBound
    let condition = text.firstRange(of: "{% if")?.lowerBound
    #expect(try #require(inserted) < #require(condition))
    #expect(!text.contains("<address"))
  }

  @Test func nothingIsAttachedToATemplate() throws {
    folder.write(Samples.fixed.replacing(">64<", with: ">{{ memory }}<"), to: "vm.xml")
    let run = try Program.virtChannel(
      "generate", "channel", "--name", "b", "--type", "pty", "--attach", "vm.xml", in: folder)
    #expect(run.status == 2)
    #expect(run.errorText.contains("looks like a template"))
  }

  @Test func argvNeedsNoMemory() throws {
    folder.write(Samples.fixed.replacing(">64<", with: ">{{ memory }}<"), to: "vm.xml")
    #expect(try Program.virtChannel("argv", "vm.xml", in: folder).status == 0)
  }

  @Test(arguments: [
    "<domain>{% if a < b %}<name/>{% endif %}</domain>\n", "<domain type='kvm'><name><%= name %></name></domain>\n",
    "{{ ansible_managed }}\n<domain/>\n",
  ])
  func aTemplateThatIsNoXMLIsCalledOne(text: String) throws {
    folder.write(text, to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.status == 1)
    #expect(run.text.contains("help: the file looks like a template: render it first"))
    let into = try Program.virtChannel("generate", "--preset", "console", "--into", "vm.xml", in: folder)
    #expect(into.status == 2)
    #expect(into.errorText.hasSuffix("; the file looks like a template: render it first\n"))
  }

  @Test func aMachineThatDoesNotExistIsOneError() throws {
    let disks = (0..<10).map { number in
      """
      <interface type='network'><source network='n'/><model type='virtio'/>\
      <address type='pci' bus='\(number)' slot='\(number + 3)' function='0'/></interface>
      """
    }
    folder.write(
      Samples.domain(
        disks.joined(separator: "\n")
          + "\n<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"
      ).replacing("q35", with: "pc-q42-foo"), to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.status == 1)
    #expect(run.text.contains("vm.xml:4:36: error: unknown machine type 'pc-q42-foo' [VC131 unknown-machine]"))
    #expect(run.errorText == "1 error in 1 file\n")
  }

  @Test(arguments: ["pc", "q35", "pc-q35-9.2", "pc-i440fx-noble", "pc-i440fx-rhel7.6.0", "microvm", "isapc"])
  func realMachinesExist(machine: String) throws {
    folder.write(Samples.domain("").replacing("q35", with: machine), to: "vm.xml")
    #expect(try !Program.virtChannel("lint", "vm.xml", in: folder).text.contains("VC131"))
  }
}
