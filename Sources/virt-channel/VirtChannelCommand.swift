internal import ArgumentParser

@main
struct VirtChannelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "virt-channel", abstract: "Host-guest channels of libvirt domains: generate, check, translate, talk.")
}
