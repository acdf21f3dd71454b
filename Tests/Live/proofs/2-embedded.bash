proof "QEMU's driver inside virsh, without a daemon"
# What libvirt knows of QEMU is kept, the domains are not.
rm -rf "$live"/embed/{etc,lib,log,run}
mkdir -p "$live/embed"
embed=qemu:///embed?root=$live/embed
domain_xml embedded "<channel type='unix'><target type='virtio' name='org.qemu.guest-agent.0'/></channel>" > "$work/embedded.xml"
PATH=$live/bin:$PATH virsh -q -c "$embed" define "$work/embedded.xml" > /dev/null 2>&1
expect_status 1 host lint -c "$embed" --all
expect "the misspelled name" 1 "$(grep -c '^embedded:[0-9]*:[0-9]*: warning: .*VC503' <<< "$output")"
expect_status 0 host map -c "$embed" embedded
expect "the socket below that directory" 1 "$(grep -c "unix:$live/embed/lib/qemu/channel/target/domain-ID-embedded/org.qemu.guest-agent.0" <<< "$output")"
expect_status 0 host argv -c "$embed" embedded
expect_status 0 host fix -c "$embed" --unsafe --write embedded
expect_status 0 host lint -c "$embed" embedded
