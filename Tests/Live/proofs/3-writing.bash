proof "domains are defined, and undone"
start_daemon
define bare
before=$(sys dumpxml --inactive bare)
expect_status 0 host generate --preset guest-agent --into -c bare
expect "nothing is defined without --write" "$before" "$(sys dumpxml --inactive bare)"
expect_status 0 host generate --preset guest-agent --into -c bare --write
expect "the channel" 1 "$(sys dumpxml --inactive bare | grep -c "name='org.qemu.guest_agent.0'")"
undo=${output#*undo with: }
expect "the command to undo" "virsh define /var/lib/virt-channel/backups/" "${undo%/*}/"
LIBVIRT_DEFAULT_URI=qemu:///system eval "$undo" > /dev/null
expect "the domain as it was" "$before" "$(sys dumpxml --inactive bare)"

proof "fix --write changes the domains that have something to fix, and those only"
define typing "<channel type='unix'><target type='virtio' name='org.qemu.guest-agent.0'/></channel>"
define secret "<channel type='unix'><target type='virtio' name='org.qemu.guest-agent.0'/></channel>
  <graphics type='vnc' port='-1' passwd='sesame'/>"
expect_status 0 host fix -c --all --unsafe --write
expect "how many" 2 "$(grep -c ': defined; undo with: virsh define ' <<< "$output")"
expect_status 0 host lint -c --all --severity warning
expect "a password that is kept" 1 "$(sys dumpxml --inactive --security-info secret | grep -c "passwd='sesame'")"

proof "nothing is defined when somebody else has changed the domain meanwhile"
define shared
shim "$work/shim" << 'END'
case "$*" in
  *" define "*) exit 99 ;;
  *--security-info) /usr/bin/virsh "$@" && /usr/bin/virsh -q -c qemu:///system desc shared --config 'another hand' > /dev/null ;;
  *) exec /usr/bin/virsh "$@" ;;
esac
END
PATH=$work/shim:$PATH expect_status 2 host generate --preset guest-agent --into -c shared --write
expect "what is said" "virt-channel: shared: was changed by another program; not defined" "$output"
expect "the other change" "another hand" "$(sys desc shared)"

proof "a domain that is gone, and a URI that libvirtd does not know"
sys undefine bare > /dev/null
expect_status 2 host generate --preset guest-agent --into -c bare --write
expect "what is said" 1 "$(grep -c "no domain 'bare' on qemu:///system" <<< "$output")"
expect_status 2 host lint -c nosuch:///system --all
expect "a URI that nobody knows" "virt-channel: cannot connect to 'nosuch:///system': no connection driver available for \
nosuch:///system; use a URI that this libvirt supports, such as qemu:///system or qemu+ssh://HOST/system" "$output"
