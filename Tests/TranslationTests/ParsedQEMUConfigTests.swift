import QEMUOptions
import SourceText
import Testing
import Translation

/// What QEMU 7.2 answered to these command lines is what they are compared with.
@Suite struct QEMUViewTests {
  static func view(_ text: String) -> ParsedQEMUConfig {
    ParsedQEMUConfig(QEMUCommandLine(reading: SourceFile(name: "test", text)))
  }

  static let bus = "-device virtio-serial-pci,id=vs0 "

  static let accepted = [
    bus + "-device virtserialport,bus=vs0.0,nr=30",
    bus + "-device virtconsole,bus=vs0.0,nr=0",
    bus + "-device virtserialport,bus=vs0.0,nr=4294967295",
    bus + "-device virtserialport,name=a -device virtserialport,name=A",
    bus + "-device virtserialport -device virtserialport",
    bus + "-device virtserialport,chardev=c0 -chardev null,id=c0",
    bus + "-device virtserialport,chardev=",
    bus + "-chardev null,id=c0,mux=on -device virtserialport,chardev=c0 -device virtserialport,chardev=c0",
    "-device virtio-serial-pci -device virtserialport,bus=virtio-serial-bus.0,nr=1",
    #"-device '{"driver":"virtserialport","bus":"vs0.0"}' -device virtio-serial-pci,id=vs0"#,
    #"-device '{"driver":"virtio-serial-pci","id":"vs0","addr":5}'"#,
    #"-device '{"driver":"virtio-serial-pci","id":"0bad"}'"#,
    "-device virtio-serial-pci,id=vs0,max_ports=511",
    "-device virtio-serial-pci,id=vs0,emergency-write=off,ioeventfd=off",
    bus + "-device virtserialport,bus=nope.0,bus=vs0.0",
    "-chardev socket,id=c0,path=a.sock,server=yes,wait=no",
    "-chardev null,id=c0,path=/x",
    "-chardev spicevmc,id=c0,name=vdagent",
    "-chardev socket,id=c0,path=a.sock,reconnect=1",
    "-chardev socket,id=c0,fd=3",
  ]

  @Test(arguments: accepted) func nothingIsSaidOfWhatQEMUTakes(text: String) {
    #expect(Self.view(text).faults.map(\.kind) == [])
  }

  static let refused: [(String, QEMUFault.Kind, String)] = [
    ("-device virtserialport", .noBus(driver: "virtserialport"), "virtserialport"),
    ("-device virtserialport -device virtio-serial-pci", .noBus(driver: "virtserialport"), "virtserialport"),
    ("-device virtserialport,bus=x.0", .unknownBus("x.0", known: []), "x.0"),
    (bus + "-device virtserialport,bus=vs0", .unknownBus("vs0", known: ["vs0.0"]), "vs0"),
    ("-device virtserialport,bus=vs0.0 " + bus, .busComesLater("vs0.0", afterPlain: false), "vs0.0"),
    (
      #"-device virtserialport,bus=v.0 -device '{"driver":"virtio-serial-pci","id":"v"}'"#,
      .busComesLater("v.0", afterPlain: true), "v.0"
    ),
    (bus + "-device virtserialport,nr=0", .portZero, "0"),
    (bus + "-device virtserialport,nr=31", .portOutOfRange(31, highest: 30), "31"),
    (bus + "-device virtconsole,nr=2 -device virtserialport,nr=2", .portTaken(2), "2"),
    (bus + "-device virtserialport,nr=1 -device virtserialport -device virtserialport,nr=2", .portTaken(2), "2"),
    (bus + "-device virtserialport,name=a -device virtconsole,name=a", .nameTaken("a"), "a"),
    (bus + "-device virtserialport,name= -device virtserialport,name=", .nameTaken(""), ""),
    (bus + "-device virtserialport,id=vs0", .duplicateID("vs0"), "vs0"),
    ("-device virtio-serial-pci,id=0bad", .badID("0bad"), "0bad"),
    ("-device virtio-serial-pci,max_ports=0", .maxPorts(0), "0"),
    ("-device virtio-serial-pci,max_ports=512", .maxPorts(512), "512"),
    (
      "-device virtio-serial-pci,max_ports=31k",
      .wrongType(key: "max_ports", expected: "a number", inJSON: false, value: "31k"),
      "31k"
    ),
    (
      #"-device '{"driver":"virtio-serial-pci","max_ports":"4"}'"#,
      .wrongType(key: "max_ports", expected: "a number", inJSON: true, value: "4"), #""4""#
    ),
    (
      "-device virtio-serial-ccw,vectors=4",
      .unknownProperty("vectors", driver: "virtio-serial-ccw", behindComma: false),
      "vectors"
    ),
    (bus + "-device virtserialport,NR=1", .unknownProperty("NR", driver: "virtserialport", behindComma: false), "NR"),
    (bus + "-device virtserialport,chardev=nope", .unknownChardev("nope", driver: "virtserialport", known: []), "nope"),
    (
      bus + "-chardev null,id=c0 -device virtserialport,chardev=c0 -device virtconsole,chardev=c0",
      .chardevInUse("c0", driver: "virtconsole"),
      "c0"
    ),
    ("-chardev null,id=c0 -chardev null,id=c0", .duplicateChardev("c0"), "c0"),
    ("-chardev null", .chardevWithoutID, "null"),
    ("-chardev null,id=0c", .badID("0c"), "0c"),
    ("-chardev null,id=c0,bogus=1", .unknownProperty("bogus", driver: "chardev", behindComma: false), "bogus"),
    ("-chardev socket,id=c0,path=a,server=on", .serverWaits, "server=on"),
    ("-chardev socket,id=c0,path=a,reconnect=1,wait=off", .wrongSide(key: "wait", isServer: false), "wait=off"),
    (
      "-chardev socket,id=c0,path=a,server=on,wait=off,reconnect=0", .wrongSide(key: "reconnect", isServer: true),
      "reconnect=0"
    ),
    ("-chardev socket,id=c0,path=a,host=h,port=1,reconnect=1", .manyAddresses, "path=a"),
    ("-chardev socket,id=c0,host=h,reconnect=1", .incompleteChardev(backend: "socket", missing: "port"), "socket"),
    ("-chardev file,id=c0", .incompleteChardev(backend: "file", missing: "path"), "file"),
    ("-chardev spicevmc,id=c0,name=x", .spicevmcName("x"), "name=x"),
    ("-chardev socket,id=c0,path=a", .clientGivesUp, "socket"),
    ("-device", .text(.missingValue(.device)), "-device"),
  ]

  @Test(arguments: refused) func whatQEMURefusesIsFoundWhereItStands(
    text: String, kind: QEMUFault.Kind, location: String
  ) {
    let file = SourceFile(name: "test", text)
    let faults = Self.view(text).faults
    #expect(faults.map(\.kind) == [kind])
    #expect(faults.first.map { file.text(in: $0.range) } == location)
  }

  @Test func aCommaInANameLooksLikeAProperty() {
    let text = Self.bus + "-device virtserialport,name=a,b"
    #expect(
      Self.view(text).faults.map(\.kind) == [.unknownProperty("b", driver: "virtserialport", behindComma: true)])
  }

  @Test func bothPlacesOfAConflictAreKnown() {
    let text = Self.bus + "-device virtserialport,nr=3 -device virtserialport,nr=3"
    let file = SourceFile(name: "test", text)
    let fault = Self.view(text).faults.first
    #expect(fault?.other.map { file.text(in: $0) } == "3")
    #expect(fault?.other.map(\.upperBound) ?? 0 < fault?.range.lowerBound ?? 0)
  }
}
