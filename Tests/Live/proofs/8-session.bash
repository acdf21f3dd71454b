proof "the libvirt of a user, qemu:///session"
user=$work/u
mkdir -p "$user"/{config,run,cache,state} && chown -R 65534:65534 "$user" && chmod 755 "$work"
# as_user COMMAND ...: as a user who is not root, with directories of his own.
as_user() {
  setpriv --reuid=65534 --regid=65534 --clear-groups env -i LC_ALL=C.UTF-8 PATH="${path:-$PATH}" HOME="$user" \
    XDG_CONFIG_HOME="$user/config" XDG_RUNTIME_DIR="$user/run" XDG_CACHE_HOME="$user/cache" XDG_STATE_HOME="$user/state" "$@"
}
if as_user test -x "$binary" -a -x "$live/bin/qemu-system-x86_64"; then
  path=$live/bin as_user "$(command -v libvirtd)" --daemon --pid-file "$user/run/libvirtd.pid"
  domain_xml mine "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>" > "$user/mine.xml"
  as_user virsh -q -c qemu:///session define "$user/mine.xml" > /dev/null
  expect_status 0 as_user "$binary" lint -c --all
  expect_status 0 as_user "$binary" generate channel --name org.example.0 --into -c mine --write
  expect "the command to undo" 1 "$(grep -c "undo with: virsh define $user/state/virt-channel/backups/" <<< "$output")"
  as_user virsh -q -c qemu:///session start mine > /dev/null
  made=$(as_user virsh -q -c qemu:///session dumpxml mine | sed -n "s/.*path='\(.*org.example.0\)'.*/\1/p")
  expect "libvirt's socket" 1 "$(as_user "$binary" map -c mine --live 2> /dev/null | grep -c "unix:$made ")"
  expect_status 108 as_user "$binary" agent ping -c mine --timeout 2
  as_user virsh -q -c qemu:///session destroy mine > /dev/null
else
  echo "  left out: another user cannot read $root"
fi
