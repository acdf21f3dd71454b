# A libvirtd of our own, as functions. Sourced by Tests/Live/run in its mount namespace.

# What libvirt knows of QEMU is kept between runs: to find it out takes libvirt longer than all the rest.
prepare_daemon() {
  local pair
  mkdir -p "$work"/{etc,lib,run,log,state} "$live"/{cache,bin}
  for pair in etc:/etc/libvirt lib:/var/lib/libvirt run:/run/libvirt log:/var/log/libvirt state:/var/lib/virt-channel; do
    mkdir -p "${pair#*:}"
    mount --bind "$work/${pair%%:*}" "${pair#*:}"
  done
  mkdir -p /var/cache/libvirt
  mount --bind "$live/cache" /var/cache/libvirt
  hide_kvm
  # libvirtd finds this QEMU only, and so asks no other.
  ln -sf "$(command -v qemu-system-x86_64)" "$live/bin/"
  configure_daemon
  install_hook
}

# A KVM that cannot run a guest hangs QEMU, and one that QEMU may not use makes libvirt ask QEMU again and again: /dev without it.
hide_kvm() {
  local node
  mkdir "$work/dev"
  mount -t tmpfs -o mode=755 dev "$work/dev"
  for node in null zero full random urandom tty; do
    : > "$work/dev/$node"
    mount --bind "/dev/$node" "$work/dev/$node"
  done
  mkdir "$work"/dev/{pts,shm}
  mount --bind /dev/pts "$work/dev/pts"
  ln -s pts/ptmx "$work/dev/ptmx"
  ln -s /proc/self/fd "$work/dev/fd"
  mount --rbind "$work/dev" /dev
}

configure_daemon() {
  cat > /etc/libvirt/qemu.conf << 'END'
user = "root"
group = "root"
dynamic_ownership = 0
security_driver = "none"
cgroup_controllers = []
namespaces = []
stdio_handler = "file"
END
  printf '%s\n' 'auth_unix_ro = "none"' 'auth_unix_rw = "none"' > /etc/libvirt/libvirtd.conf
}

# install_hook: the hook of libvirt, for which libvirtd looks when it starts. It runs with libvirtd's PATH.
install_hook() {
  mkdir -p /etc/libvirt/hooks
  cat > /etc/libvirt/hooks/qemu << END
#!/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin VIRT_CHANNEL=$binary CHECK_DOMAINS=$root/integrations/host/check-domains \
  exec $root/integrations/libvirt/qemu "\$@"
END
  chmod +x /etc/libvirt/hooks/qemu
}

start_daemon() {
  local log=$work/log/libvirtd.log
  PATH=$live/bin LIBVIRT_LOG_OUTPUTS="3:file:$log" "$(command -v libvirtd)" --daemon --pid-file "$work/libvirtd.pid" \
    || { cat "$log" >&2; return 1; }
}

# stop_daemons: ends the domains and the daemons, that of a user too; nothing where there is none.
stop_daemons() {
  local name file
  [ ! -e "$work/libvirtd.pid" ] || for name in $(virsh -q -c qemu:///system list --name); do
    virsh -q -c qemu:///system destroy "$name" > /dev/null || true
  done
  for file in "$work/libvirtd.pid" "$work/u/run/libvirtd.pid"; do
    [ ! -e "$file" ] || end_process "$(< "$file")"
  done
}

# end_process ID
end_process() {
  kill "$1" 2> /dev/null || true
  while kill -0 "$1" 2> /dev/null; do sleep 0.1; done
}
