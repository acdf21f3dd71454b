proof "without an agent, the reasons are told apart"
expect_status 108 host agent ping "$sockets/agent.sock" --timeout 0.5
expect_status 108 host agent ping "$sockets/nameless.sock" --timeout 0.5
expect_status 109 host agent ping 127.0.0.1:45917 --timeout 0.5
sed 's/org.qemu.guest_agent.0/org.qemu.guest-agent.0/' "$sockets/domain.xml" > "$sockets/wrong.xml"
expect_status 100 host agent ping --domain "$sockets/wrong.xml"
expect_status 108 host agent ping --domain "$sockets/domain.xml" --timeout 0.5
expect_status 101 host agent ping "$sockets/none.sock"
guest 'exec 9< /dev/virtio-ports/org.example.data'
expect_status 116 guest 'virt-channel guest send --timeout 0.5 org.example.log < /init'
expect_status 105 guest 'virt-channel guest cat org.example.data'
expect_status 109 host agent ping "$sockets/data.sock" --timeout 0.5
guest 'exec 9<&-'
guest 'exec 9<> /dev/virtio-ports/org.example.data'
guest 'while :; do cat; usleep 50000; done <&9 >&9 & echo $! > /tmp/echo'
guest 'exec 9<&-'
expect_status 110 host agent ping "$sockets/data.sock" --timeout 0.5
guest 'kill $(cat /tmp/echo)'
