# The small guest of Tests/Guest as a domain, as functions. Sourced by Tests/Live/run.

# sys COMMAND ...: virsh of our own libvirtd.
sys() { virsh -q -c qemu:///system "$@"; }

# domain_xml NAME [DEVICES [BOOT]]: a domain of QEMU without KVM.
domain_xml() {
  cat << END
<domain type='qemu'>
  <name>$1</name>
  <memory unit='MiB'>${memory:-64}</memory>
  <os><type arch='x86_64' machine='pc'>hvm</type>${3-}</os>
  <devices>
    <emulator>$live/bin/qemu-system-x86_64</emulator>
    <controller type='usb' model='none'/>
    ${2-}
    <memballoon model='none'/>
  </devices>
</domain>
END
}

# define NAME [DEVICES [BOOT]]
define() {
  domain_xml "$@" > "$work/$1.xml"
  sys define "$work/$1.xml" > /dev/null
}

# boot_domain NAME DEVICES: defines the test guest with devices, starts it, and waits until it does what `guest` says.
boot_domain() {
  mkfifo "$work/serial.in" "$work/serial.out"
  memory=512 define "$1" "<serial type='pipe'><source path='$work/serial'/></serial>$2" \
    "<kernel>$folder/vmlinuz</kernel><initrd>$work/initrd</initrd><cmdline>console=ttyS0 quiet panic=-1</cmdline>"
  exec {from_guest}<> "$work/serial.out" {to_guest}<> "$work/serial.in"
  sys start "$1" > /dev/null
  machine=$(cat /run/libvirt/qemu/"$1".pid)
  await_ready 120 || { cat "$folder/console.log" "/var/log/libvirt/qemu/$1.log" >&2; return 1; }
}

# add_modules_to_initrd MODULE ...: makes an initrd with further kernel modules in /modules.
add_modules_to_initrd() {
  local module
  mkdir -p "$work/more/modules"
  for module in "$@"; do find "$folder/kernel/lib/modules" -name "$module.ko" -exec cp -t "$work/more/modules" {} +; done
  { cat "$folder/initrd"; (cd "$work/more" && find . | busybox cpio -o -H newc 2> /dev/null); } > "$work/initrd"
}

# shim FOLDER: puts a virsh into a folder, whose shell text comes on standard input.
shim() {
  mkdir "$1"
  { echo '#!/bin/sh'; cat; } > "$1/virsh"
  chmod +x "$1/virsh"
}

# agent_state: the state of the agent's port of the guest, as libvirt sees it.
agent_state() { sys dumpxml guest | sed -n "s/.*name='org.qemu.guest_agent.0' state='\([a-z]*\)'.*/\1/p"; }

# agent_command [OPTION ...]: the line of shell that starts the agent in the guest.
agent_command() {
  echo "qemu-ga $* -m virtio-serial -p /dev/virtio-ports/org.qemu.guest_agent.0 -t /run > /dev/null 2>&1 & echo \$! > /tmp/agent"
}
