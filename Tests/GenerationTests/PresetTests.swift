import DomainModel
import Generation
import LintRules
import SourceText
import Testing

@Suite struct PresetTests {
  @Test(arguments: [
    (
      Preset.guestAgent,
      """
      <channel type='unix'>
        <source mode='bind'/>
        <target type='virtio' name='org.qemu.guest_agent.0'/>
      </channel>
      """
    ),
    (
      .spiceVdagent,
      """
      <channel type='spicevmc'>
        <target type='virtio' name='com.redhat.spice.0'/>
      </channel>
      """
    ),
    (
      .qemuVdagent,
      """
      <channel type='qemu-vdagent'>
        <source>
          <clipboard copypaste='yes'/>
          <mouse mode='client'/>
        </source>
        <target type='virtio' name='com.redhat.spice.0'/>
      </channel>
      """
    ),
    (
      .spiceWebdav,
      """
      <channel type='spiceport'>
        <source channel='org.spice-space.webdav.0'/>
        <target type='virtio' name='org.spice-space.webdav.0'/>
      </channel>
      """
    ),
    (
      .ovirt,
      """
      <channel type='unix'>
        <source mode='bind'/>
        <target type='virtio' name='com.redhat.rhevm.vdsm'/>
      </channel>
      <channel type='unix'>
        <source mode='bind'/>
        <target type='virtio' name='org.qemu.guest_agent.0'/>
      </channel>
      """
    ),
    (
      .libguestfs,
      """
      <channel type='unix'>
        <source mode='bind'/>
        <target type='virtio' name='org.libguestfs.channel.0'/>
      </channel>
      """
    ),
    (
      .console,
      """
      <console type='pty'>
        <target type='virtio'/>
      </console>
      """
    ),
  ])
  func writes(_ preset: Preset, _ xml: String) {
    #expect(preset.devices.map { $0.xml() }.joined(separator: "\n") == xml)
  }

  @Test func everyPresetHasAnExample() {
    #expect(Preset.all.map(\.name).sorted() == Array(Set(Preset.all.map(\.name))).sorted())
    #expect(Preset.all.count == 7)
  }

  @Test(arguments: Preset.all)
  func isFoundByItsName(_ preset: Preset) {
    #expect(Preset.named(preset.name) == preset)
  }

  @Test func theTableExplainsAll() {
    for preset in Preset.all {
      for part in [preset.name, preset.summary, preset.host, preset.guest] { #expect(Preset.table.contains(part)) }
    }
  }
}
