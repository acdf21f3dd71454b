import JSONText
import TestKit
import Testing

/// Domains changed through virsh. The fake keeps the domain in `domain.xml` and defines it by copying.
@Suite struct LiveWritingTests {
  private static let domain = """
    <domain type='kvm'><name>web</name><memory>1024</memory><os><type arch='x86_64' machine='pc'>hvm</type></os><devices>
        <controller type='virtio-serial' index='0'/>
        <channel type='unix'>
          <target type='virtio' name='org.example.0'/>
        </channel>
      </devices>
    </domain>

    """

  private func host(define: String = "cp \"$2\" domain.xml", dumpxml: String = "cat domain.xml") -> FakeVirsh {
    let host = FakeVirsh.host(
      dumpxml: dumpxml,
      others: """
        define*) echo "$@" >> log; \(define) ;;
        attach-device*) echo "$@" >> log; sed -i "/<.devices>/r $3" domain.xml
          sed -i 's|</devices>||; s|</domain>|</devices></domain>|' domain.xml ;;
        """)
    host.folder.write(Self.domain, to: "domain.xml")
    return host
  }

  private static let request = ["generate", "channel", "--name", "org.example.1", "--into", "-c", "web"]

  @Test func showsTheDifferenceAndDefinesNothing() throws {
    let host = host()
    let run = try host.run(Self.request)
    #expect(run.status == 0)
    #expect(run.text.hasPrefix("--- a/web\n+++ b/web\n"))
    #expect(try host.folder.text("domain.xml") == Self.domain)
  }

  @Test func definesAndKeepsWhatWasThere() throws {
    let host = host()
    let run = try host.run(Self.request + ["--write"])
    #expect(run.status == 0)
    let start = "web: defined for its next start; undo with: virsh define "
    try #require(run.text.hasPrefix(start))
    #expect(try host.folder.text("domain.xml").contains("org.example.1"))
    #expect(try host.folder.text("log").contains(" --validate\n"))
    let backup = run.text.dropFirst(start.count).dropLast()
    #expect(backup.hasPrefix("\(host.folder.path)/state/backups/"))
    #expect(try Program.run("cat", [String(backup)]).text == Self.domain)
    #expect(try Program.run("stat", ["-c", "%a", String(backup)]).text == "600\n")
  }

  @Test func definesNothingWhenSomebodyElseChangedTheDomain() throws {
    let host = host(
      dumpxml: "cat domain.xml; case \"$*\" in *security-info*) sed -i 's/1024/2048/' domain.xml ;; esac")
    let run = try host.run(Self.request + ["--write"])
    #expect(run.status == 2)
    #expect(run.errorText == "virt-channel: web: was changed by another program; not defined\n")
    #expect(try !host.folder.text("domain.xml").contains("org.example.1"))
    #expect(try Program.run("find", ["state", "-type", "f"], in: host.folder.path).text.isEmpty)
  }

  private static let validating = """
    case "$*" in
      *--validate) echo 'error: XML document failed to validate against schema: x' >&2; exit 1 ;;
      *) cp "$2" domain.xml ;;
    esac
    """

  @Test func asksBeforeItDefinesWhatTheSchemaRefuses() throws {
    let host = host(define: Self.validating)
    let run = try host.run(Self.request + ["--write"])
    #expect(run.status == 2)
    #expect(run.errorText.hasPrefix("virt-channel: web: the schema of libvirt refuses the change;"))
    #expect(try host.folder.text("domain.xml") == Self.domain)
    #expect(try host.run(Self.request + ["--write", "--force"]).status == 0)
    #expect(try host.folder.text("domain.xml").contains("org.example.1"))
  }

  @Test func fixesWhatTheSchemaRefusesWhenForced() throws {
    let host = host(define: Self.validating)
    host.folder.write(Self.domain.replacing("<target type", with: "<target port='2' type"), to: "domain.xml")
    let refused = try host.run("fix", "-c", "web", "--write")
    #expect(refused.status == 2)
    #expect(refused.errorText.contains("--force"))
    #expect(try host.run("fix", "-c", "web", "--write", "--force").status == 0)
    #expect(try host.folder.text("domain.xml") == Self.domain)
  }

  @Test func defineWithoutASchemaThatIsNotInstalled() throws {
    let host = host(define: Self.validating.replacing("XML document failed to validate", with: "Unable to parse RNG"))
    #expect(try host.run(Self.request + ["--write"]).status == 0)
    #expect(try host.folder.text("domain.xml").contains("org.example.1"))
  }

  @Test(arguments: [
    ["fix", "--force", "-c", "web"],
    ["generate", "channel", "--name", "a", "--attach", "-c", "web", "--write", "--force"],
  ]) func refusesForceWhereThereIsNothingToForce(arguments: [String]) throws {
    let run = try host().run(arguments)
    #expect(run.status == 2)
    #expect(run.errorText.hasPrefix("virt-channel: --force requires --"))
  }

  @Test func answersAProgramWithTheWayToUndo() throws {
    let run = try host().run(Self.request + ["--write", "--format", "json"])
    let answer = try JSONValue(parsing: run.text)
    #expect(answer["written"] == true)
    let backup = try #require(answer["backup"]?.string)
    #expect(answer["undo"]?.string == "virsh define \(backup)")
  }

  /// A socket below a long XDG directory has a path that is too long; below the host's own it has not.
  @Test(arguments: [("qemu:///system", 0), ("qemu:///session", 1)])
  func judgesSocketsByTheConnection(uri: String, status: Int32) throws {
    let host = FakeVirsh.host(dumpxml: "cat domain.xml", others: "define*) ;;", uri: uri)
    host.folder.write(Self.domain, to: "domain.xml")
    let long = String(repeating: "x", count: 80)
    let run = try host.run(
      ["generate", "--preset", "guest-agent", "--into", "-c", "web"], variables: ["XDG_CONFIG_HOME=/\(long)"])
    #expect(run.status == status)
  }

  @Test func reportsWhatLibvirtRefuses() throws {
    let run = try host(define: "echo 'error: no room' >&2; exit 1").run(Self.request + ["--write"])
    #expect(run.status == 2)
    #expect(run.errorText == "virt-channel: web: libvirt refused the change: no room\n")
  }

  @Test func attachesAndChecksThatItArrived() throws {
    let host = host()
    let run = try host.run(["generate", "channel", "--name", "org.example.1", "--attach", "-c", "web", "--write"])
    #expect(run.errorText == "")
    #expect(run.text == "web: attached; the guest has /dev/virtio-ports/org.example.1 now\n")
    #expect(try host.folder.text("log").hasSuffix(" --live --config\n"))
  }

  /// A running domain without channels, whose next start has one at port 1 already.
  private func hostBetweenStarts() -> FakeVirsh {
    let host = FakeVirsh.host(
      dumpxml: "case \"$*\" in *--inactive*) cat inactive.xml ;; *) cat running.xml ;; esac",
      others: """
        attach-device*) echo "$@" >> log; cat "$3" >> device
          for file in running inactive; do sed -i "s|<controller type='virtio-serial' index='0'/>|&$(tr -d '\\n' < "$3")|" $file.xml; done ;;
        """)
    host.folder.write(Self.domain, to: "inactive.xml")
    host.folder.write(
      Self.domain.replacing(
        "    <channel type='unix'>\n      <target type='virtio' name='org.example.0'/>\n    </channel>\n", with: ""),
      to: "running.xml")
    return host
  }

  @Test(arguments: [("both", "--live --config", 2), ("live", "--live", 1), ("config", "--config", 2)])
  func attachesAtAPortThatIsFreeWhereverTheDeviceGoes(affect: String, flags: String, port: Int) throws {
    let host = hostBetweenStarts()
    let run = try host.run([
      "generate", "channel", "--name", "org.example.1", "--attach", "-c", "web", "--write", "--affect", affect,
    ])
    #expect(run.errorText == "")
    #expect(try host.folder.text("log").hasSuffix(" \(flags)\n"))
    #expect(try host.folder.text("device").contains("port='\(port)'"))
  }

  @Test func attachesOnlyWhereTheDeviceIsMissing() throws {
    let host = hostBetweenStarts()
    let run = try host.run(["generate", "channel", "--name", "org.example.0", "--attach", "-c", "web", "--write"])
    #expect(run.errorText == "")
    #expect(try host.folder.text("log").hasSuffix(" --live\n"))
  }

  @Test func reportsADeviceThatDidNotArrive() throws {
    let host = FakeVirsh.host(dumpxml: "cat domain.xml", others: "attach-device*) ;;")
    host.folder.write(Self.domain, to: "domain.xml")
    let run = try host.run(["generate", "channel", "--name", "a", "--attach", "-c", "web", "--write"])
    #expect(run.status == 2)
    #expect(run.errorText == "virt-channel: libvirt accepted the device, but web does not have it\n")
  }

  @Test(arguments: [[], ["--write"]]) func refusesANamedDomainOfAnotherDriver(options: [String]) throws {
    let host = FakeVirsh.host(dumpxml: "echo \"<domain type='lxc'><name>web</name></domain>\"")
    let named = try host.run(["fix", "-c", "web"] + options)
    #expect(named.status == 2)
    #expect(named.errorText.contains("web: the domain type 'lxc' is not one of libvirt's QEMU driver"))
    let all = try host.run(["fix", "-c", "--all"] + options)
    #expect(all.status == 0)
    #expect(all.errorText.contains("2 skipped (lxc 2)"))
  }

  @Test func fixesADomain() throws {
    let host = host()
    host.folder.write(Self.domain.replacing("<target type", with: "<target port='2' type"), to: "domain.xml")
    let diff = try host.run("fix", "-c", "web")
    #expect(diff.text.hasPrefix("--- a/web\n"))
    let run = try host.run("fix", "-c", "web", "--write")
    #expect(run.text.hasPrefix("web: defined for its next start; undo with: virsh define "))
    #expect(try host.folder.text("domain.xml") == Self.domain)
  }
}
