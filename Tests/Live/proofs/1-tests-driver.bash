proof "libvirt's driver for tests, whose domains are not QEMU's"
expect_status 0 host lint -c test:///default --all
expect "what is skipped" "no findings in 0 domains, 1 skipped (test 1)" "$output"
expect_status 2 host lint -c test:///default tost
expect "a name that is nearly right" "virt-channel: no domain 'tost' on test:///default; did you mean 'test'?" "$output"
expect_status 2 host lint -c "qemu+unix:///system?socket=$work/none" --all
expect "a daemon that is down" 1 "$(grep -c "Failed to connect socket to .*; start libvirtd or virtqemud on the host" <<< "$output")"
