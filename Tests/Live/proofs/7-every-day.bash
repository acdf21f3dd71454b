proof "the hook stops a domain that QEMU would refuse, and the daily check finds it"
define well "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"
check_host() { VIRT_CHANNEL=$binary "$root/integrations/host/check-domains" host "$@"; }
expect_status 0 check_host -c well
expect "silence" "" "$output"
define twice "<channel type='pty'><target type='virtio' name='a'/></channel>
  <channel type='pty'><target type='virtio' name='a'/></channel>"
expect_status 1 sys start twice
expect "the reason" 1 "$(grep -c "the name 'a' is already used by another channel .*VC202 duplicate-port-name" <<< "$output")"
expect_status 1 check_host --connect --all
expect "the domain" 1 "$(grep -c '^twice:[0-9]*:[0-9]*: error: .*VC202' <<< "$output")"
expect_status 0 sys start well

# Installed, the units name what exists; systemd's own units are taken from this machine.
if command -v systemd-analyze > /dev/null && [ -e /usr/lib/systemd/system/sysinit.target ]; then
  units=$work/units
  install -D -m 755 "$root/integrations/host/check-domains" "$units/usr/share/virt-channel/check-domains"
  mkdir -p "$units/usr/lib/systemd" "$units/etc/systemd/system"
  cp -r /usr/lib/systemd/system "$units/usr/lib/systemd/"
  cp "$root"/integrations/host/virt-channel-lint.{service,timer} "$units/etc/systemd/system/"
  expect_status 0 systemd-analyze verify --man=no --root="$units" virt-channel-lint.service virt-channel-lint.timer
  expect "systemd's remarks on the units" "" "$(grep virt-channel <<< "$output" || true)"
fi
