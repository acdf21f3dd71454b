internal import ArgumentParser
internal import VirtChannel

/// `virt-channel generate controller`.
struct GenerateController: Command {
  static let configuration = CommandConfiguration(
    commandName: "controller",
    abstract: "Generate a virtio-serial controller, which provides the ports of channels and virtio consoles.",
    discussion: """
      Omitted values are chosen by libvirt and QEMU: the lowest free index, 31 ports, a free address.

        virt-channel generate controller --index 0 --ports 16
        virt-channel generate controller --model virtio-non-transitional --pci 01:00.0
      """)

  @OptionGroup(title: "Controller")
  var controller: ControllerOptions

  @OptionGroup(title: "Driver")
  var driver: DriverArguments

  @OptionGroup(title: "Address")
  var slot: SlotOptions

  @OptionGroup(title: "Destination")
  var destination: DestinationOptions

  func run(_ streams: inout Streams) throws -> ExitStatus {
    let request = DeviceRequest(.controller, settings: controller.settings + [driver.setting] + slot.settings)
    return try OutputTarget(destination).deliver(DeviceSpec([request]), to: &streams)
  }
}
