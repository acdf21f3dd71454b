import Generation
import SourceText
import Testing

@Suite struct SpiceTests {
  @Test func vncTakesThePlaceOfSpice() throws {
    let changed = try edit(
      """
      <channel type='spicevmc'>
            <target type='virtio' name='com.redhat.spice.0'/>
            <address type='virtio-serial' controller='0' bus='0' port='1'/>
          </channel>
          <channel type='spiceport'>
            <source channel='org.spice-space.webdav.0'/>
            <target type='virtio' name='org.spice-space.webdav.0'/>
          </channel>
          <graphics type='spice' port='-1' tlsPort='-1' autoport='yes' listen='0.0.0.0'>
            <listen type='address' address='0.0.0.0'/>
            <image compression='off'/>
          </graphics>
          <audio id='1' type='spice'/>
          <video>
            <model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='1' primary='yes'/>
          </video>
          <redirdev bus='usb' type='spicevmc'/>
          <redirdev bus='usb' type='tcp'/>
          <smartcard mode='passthrough' type='spicevmc'/>
      """
    ) { $0.replacingSpice() }
    #expect(
      changed == """
        <channel type='qemu-vdagent'>
              <source>
                <clipboard copypaste='yes'/>
                <mouse mode='client'/>
              </source>
              <target type='virtio' name='com.redhat.spice.0'/>
              <address type='virtio-serial' controller='0' bus='0' port='1'/>
            </channel>
            <graphics type='vnc' port='-1' autoport='yes' listen='0.0.0.0'>
              <listen type='address' address='0.0.0.0'/>
            </graphics>
            <audio id='1' type='none'/>
            <video>
              <model type='virtio' heads='1' primary='yes'/>
            </video>
            <redirdev bus='usb' type='tcp'/>
        """)
  }

  @Test func aSpiceDisplayGoesWhereThereIsVNC() throws {
    let displays = "<graphics type='vnc' port='-1'/>\n    <graphics type='spice'/>"
    #expect(try edit(displays) { $0.replacingSpice() } == "<graphics type='vnc' port='-1'/>")
  }

  @Test func onlyTheFirstSpiceDisplayBecomesVNC() throws {
    let displays = "<graphics type='spice'/>\n    <graphics type='spice' port='5901'/>"
    #expect(try edit(displays) { $0.replacingSpice() } == "<graphics type='vnc'/>")
  }

  @Test func anOpenGLDisplayBecomesAHeadlessOneBesideVNC() throws {
    let changed = try edit(
      "<graphics type='spice' autoport='yes'>\n      <gl enable='yes' rendernode='/dev/dri/renderD128'/>\n    </graphics>"
    ) { $0.replacingSpice() }
    #expect(
      changed == """
        <graphics type='vnc' autoport='yes'>
            </graphics>
            <graphics type='egl-headless'>
              <gl rendernode='/dev/dri/renderD128'/>
            </graphics>
        """)
  }

  @Test(arguments: [
    ("defaultMode='secure'", "defaultMode='secure'"), ("tlsPort='5901' autoport='no'", "tlsPort='5901'"),
    ("passwd='123456789'", "has 9 characters; the maximum for VNC is 8"),
    ("port='3000' autoport='no'", "has port 3000, but VNC ports are 5900 to 65535"),
    ("port='5899'", "has port 5899, but VNC ports are 5900 to 65535"),
    ("port='65536'", "has port 65536, but VNC ports are 5900 to 65535"),
  ])
  func aSpiceDisplayThatVNCCannotReplaceIsRefused(attributes: String, words: String) throws {
    let display = "<graphics type='spice' \(attributes)/>"
    let refusal = try open(display).replacingSpice().failure
    #expect(refusal?.description.contains(words) == true, "\(String(describing: refusal))")
    let removed = try edit("<graphics type='vnc'/>\n    \(display)") { $0.replacingSpice() }
    #expect(removed == "<graphics type='vnc'/>")
  }

  @Test func aSecureChannelOfSpiceIsRefused() throws {
    let display = "<graphics type='spice'><channel name='main' mode='secure'/></graphics>"
    #expect(try open(display).replacingSpice().failure?.description.contains("<channel name='main'") == true)
  }

  @Test(arguments: [
    ("", "", 1), (" port='5900'", " port='5900'", 0), (" port='65535'", " port='65535'", 0),
    (" port='-1' autoport='no'", " port='-1' autoport='yes'", 0),
    (" autoport='no'", " autoport='yes'", 1), (" port='0' autoport='no'", " port='-1' autoport='yes'", 1),
    (" port='3000' autoport='yes'", " port='3000' autoport='yes'", 0), (" connected='disconnect'", "", 2),
    (" port='5930' connected='keep'", " port='5930'", 0),
    (" passwd='12345678' autoport='yes'", " passwd='12345678' autoport='yes'", 0),
  ])
  func aVNCDisplayHasAPort(spice: String, vnc: String, notes: Int) throws {
    let editor = try open("<graphics type='spice'\(spice)/>").replacingSpice().get()
    let text = String(decoding: editor.file.bytes, as: UTF8.self)
    #expect(text.contains("<graphics type='vnc'\(vnc)/>"), "\(text)")
    #expect(editor.notes.count == notes, "\(editor.notes)")
  }

  @Test func whatSpiceForbidsStaysForbidden() throws {
    let changed = try edit(
      """
      <channel type='spicevmc'>
            <target type='virtio' name='com.redhat.spice.0'/>
          </channel>
          <graphics type='spice'>
            <mouse mode='server'/>
            <clipboard copypaste='no'/>
          </graphics>
      """
    ) { $0.replacingSpice() }
    #expect(changed.contains("<clipboard copypaste='no'/>") && changed.contains("<mouse mode='server'/>"))
  }

  @Test func aSpicePortOfAnotherDeviceBecomesATerminal() throws {
    let changed = try edit("<parallel type='spiceport'><source channel='a'/></parallel>") { $0.replacingSpice() }
    #expect(changed == "<parallel type='pty'></parallel>")
  }

  @Test(arguments: ["spicevmc", "spiceport"]) func randomNumbersOfASpiceClientAreRefused(type: String) throws {
    let devices = "<rng model='virtio'><backend model='egd' type='\(type)'/></rng>\n    <graphics type='spice'/>"
    #expect(try open(devices).replacingSpice().failure?.description.contains("random number generator") == true)
  }

  @Test(arguments: [
    ("<audio id='1' type='spice'/>", "type='none'"), ("<redirdev bus='usb' type='spicevmc'/>", "redirdev"),
    ("<smartcard mode='passthrough' type='spicevmc'/>", "smartcard"),
    ("<video><model type='qxl'/></video>", "virtio instead of qxl"),
    ("<serial type='spiceport'><source channel='a'/></serial>", "type='pty' instead of 'spiceport'"),
    (
      "<channel type='spiceport'><source channel='a'/><target type='virtio' name='a'/></channel>",
      "channel 'a' is removed"
    ),
  ])
  func whatADeviceLosesIsSaid(device: String, words: String) throws {
    let editor = try open("\(device)\n    <graphics type='spice' autoport='yes'/>").replacingSpice().get()
    #expect(editor.notes.count == 1 && editor.notes[0].contains(words), "\(editor.notes)")
  }

  @Test(arguments: ["<listen type='none'/>", "<listen type='socket' socket='/run/a'/>"])
  func aDisplayWithoutNetworkGetsNoPort(listen: String) throws {
    #expect(try open("<graphics type='spice'>\(listen)</graphics>").replacingSpice().get().notes.isEmpty)
  }

  @Test func aDomainWithoutSpiceStays() throws {
    let devices = "<graphics type='vnc'/>\n    <channel type='unix'><target type='virtio' name='a'/></channel>"
    #expect(try edit(devices) { $0.replacingSpice() } == devices)
  }
}
