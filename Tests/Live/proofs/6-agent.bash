proof "the agent of a small guest, held by libvirt"
add_modules_to_initrd brd
boot_domain guest "
  <controller type='virtio-serial' index='0'/>
  <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
  <channel type='unix'><target type='virtio' name='org.example.0'/></channel>"
expect_silence 108 guest "'guest' is running, but no program in the guest has opened the agent's port"
guest "$(agent_command)"
expect_status 0 host agent wait -c guest --wait 60 --timeout 20
expect_status 0 host agent ping -c guest --timeout 20
expect_status 0 host agent info -c guest --format text
expect "the agent's version" "qemu-ga $(qemu-ga --version | grep -o '[0-9.]*')" "${output%%$'\n'*}"
expect_status 0 host agent network -c guest --format text
expect_status 0 host agent exec --timeout 20 -c guest uname -r
expect "what a program in the guest prints" "$(guest 'uname -r')" "$output"
expect_status 7 host agent exec --timeout 20 -c guest sh -c 'exit 7'
expect_status 114 host agent call -c guest guest-fly
expect_status 106 host agent ping --domain "$(sys dumpxml guest > "$work/running.xml"; echo "$work/running.xml")"

proof "an agent that refuses, hangs or goes"
guest 'insmod /modules/brd.ko && mke2fs /dev/ram0 > /dev/null && mkdir /data && mount -t ext2 /dev/ram0 /data'
sys domfsfreeze guest > /dev/null
expect_status 114 host agent exec --timeout 20 -c guest uname -r
expect "the way out" 1 "$(grep -c 'help: run virsh domfsthaw guest, once the backup' <<< "$output")"
sys domfsthaw guest > /dev/null
expect_status 0 host agent exec --timeout 20 -c guest true
guest 'kill -STOP $(cat /tmp/agent)'
expect_silence 109 guest "the agent of 'guest' has opened its port but did not reply to 'guest-ping' within 2 s: \
Guest agent is not responding: Guest agent not available for now"
guest 'kill -CONT $(cat /tmp/agent)'
expect_status 0 host agent wait -c guest --wait 60 --timeout 20
guest 'kill $(cat /tmp/agent)'
expect_eventually "the state of the port" disconnected agent_state
expect_silence 108 guest "no program in the guest has opened the agent's port"
guest "$(agent_command -b guest-exec)"
expect_status 0 host agent wait -c guest --wait 60 --timeout 20
expect_status 114 host agent exec --timeout 20 -c guest true
expect "the way out" 1 "$(grep -c "help: the command is disabled in the guest; check allow-rpcs and block-rpcs in 'qemu-ga --dump-conf'" <<< "$output")"

proof "the guest sees what is attached, and bytes reach it"
expect_status 0 host generate channel --name org.example.hot --attach -c guest --write
expect "what is said" "guest: attached; the guest has /dev/virtio-ports/org.example.hot now" "$output"
expect_eventually "the port in the guest" 1 guest "virt-channel guest list | grep -c ' org.example.hot$'"
expect_status 0 host generate channel --name org.example.hot --attach -c guest --write
expect "the second time" "virt-channel: guest: the domain already has this device; nothing to attach" "$output"
guest 'virt-channel guest cat org.example.hot > /tmp/data & echo $! > /tmp/reader'
expect_status 0 host connect -c guest --channel org.example.hot <<< "hello"
guest 'wait $(cat /tmp/reader)'
expect "what the guest got" "hello" "$(guest 'cat /tmp/data')"
expect_status 100 host connect -c guest --channel org.example.none
expect_status 0 host lint -c guest --live
expect_status 0 host map -c guest --live
