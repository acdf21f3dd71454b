internal import SourceText

/// The options of QEMU, and which of them require a value.
///
/// Source: QEMU `qemu-options.hx`, including the options of older releases.
public enum QEMUFlag {
  /// Whether the next argument is the value of the option; nil if QEMU does not know the option.
  /// - Parameter name: The name without dashes.
  public static func takesValue(_ name: String) -> Bool? {
    if withValue.contains(name) { return true }
    return alone.contains(name) ? false : nil
  }

  private static let withValue = words(
    """
    machine M cpu accel smp numa add-fd set global boot m mem-path k audio audiodev device name uuid fda fdb hda hdb hdc \
    hdd cdrom blockdev drive mtdblock sd fsdev virtfs iscsi usbdevice display spice rotate vga g vnc acpitable smbios \
    netdev nic net chardev tpmdev bios pflash kernel append initrd dtb compat fw_cfg serial parallel monitor qmp \
    qmp-pretty mon debugcon pidfile overcommit gdb d D dfilter seed L xen-domid action loadvm option-rom rtc icount \
    watchdog watchdog-action echr virtioconsole incoming runas sandbox readconfig trace plugin msg dump-vmstate object \
    chroot run-with semihosting-config prom-env balloon soundhw clock tb-size realtime smb tftp bootp redir \
    writeconfig bt qtest qtest-log
    """)

  private static let alone = words(
    """
    h help version mem-prealloc audio-help snapshot usb nographic portrait full-screen win2k-hack no-fd-bootchk no-acpi \
    no-hpet singlestep preconfig S s enable-kvm xen-attach xen-domid-restrict no-reboot no-shutdown daemonize \
    only-migratable nodefaults no-user-config async-teardown enable-sync-profile no-kvm no-kvm-irqchip no-kvm-pit \
    no-kvm-pit-reinjection no-quit no-frame alt-grab ctrl-grab sdl curses semihosting old-param nodefconfig enable-fips \
    localtime tdf xen-create std-vga rtc-td-hack enable-hax one-insn-per-tb perfmap jitdump
    """)

  private static func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}

extension CommandLineArgument {
  /// Whether it begins with a dash and goes on with a letter.
  package var looksLikeFlag: Bool {
    guard bytes.first == UInt8(ascii: "-"), let second = bytes.dropFirst().first else { return false }
    return second == UInt8(ascii: "-") || second.isLetter
  }

  /// The name of the option, without dashes; nil if the argument is not an option. QEMU accepts `--device` as well as `-device`.
  public var flagName: String? {
    guard looksLikeFlag else { return nil }
    return String(decoding: bytes.dropFirst(bytes.starts(with: "--".utf8) ? 2 : 1), as: UTF8.self)
  }

  /// Whether it is an option of QEMU whose value is the next argument.
  package var isFlagWithValue: Bool { flagName.flatMap(QEMUFlag.takesValue) == true }

  /// Whether it is an option of QEMU without a value that starts a machine; `-version` does not, and single letters are options of
  /// many programs.
  package var isFlagOfMachine: Bool {
    guard let flagName, flagName.utf8.count > 1, !["help", "version", "audio-help"].contains(flagName) else {
      return false
    }
    return QEMUFlag.takesValue(flagName) == false
  }

  /// Whether it is `@FILE`, a file with further arguments.
  package var isOptionFile: Bool { bytes.first == UInt8(ascii: "@") && bytes.count > 1 }

  /// Whether the argument is the path of a QEMU program, such as `qemu-system-x86_64`, `/usr/libexec/qemu-kvm` or `kvm`, or a variable
  /// with such a name.
  public var isQEMUProgram: Bool {
    guard bytes.count < 4096, !bytes.isEmpty else { return false }
    if isIncomplete, bytes.first == UInt8(ascii: "$") {
      return bytes.allSatisfy { !" ,=".utf8.contains($0) } && text.lowercased().contains("qemu")
    }
    // A property, such as dir=/etc/pki/qemu, is no path.
    let beginning = bytes.prefix { $0 != UInt8(ascii: "/") }
    guard !beginning.contains(UInt8(ascii: ",")), !beginning.contains(UInt8(ascii: "=")) else { return false }
    let name = String(decoding: bytes.split(separator: UInt8(ascii: "/")).last ?? [], as: UTF8.self)
    return (name.hasPrefix("qemu-system") && !name.contains(where: { $0 == " " || $0 == "," }))
      || ["qemu-kvm", "kvm", "qemu", "qemu-system-x86_64.exe"].contains(name)
  }
}
