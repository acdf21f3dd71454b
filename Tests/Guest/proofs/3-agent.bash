proof "the agent answers"
guest 'qemu-ga -m virtio-serial -p /dev/virtio-ports/org.qemu.guest_agent.0 -t /run > /dev/null 2>&1 &'
expect_status 0 host agent wait "$sockets/agent.sock" --wait 20
expect_status 0 host agent ping "$sockets/agent.sock"
expect_status 0 host agent sync "$sockets/agent.sock"
expect_status 0 host agent info "$sockets/agent.sock" --format text
expect "the agent's version" "qemu-ga $(qemu-ga --version | grep -o '[0-9.]*')" "${output%%$'\n'*}"
expect_status 0 host agent network "$sockets/agent.sock" --format text
expect_status 0 host agent exec "$sockets/agent.sock" /bin/uname -r
expect "what a program in the guest prints" "$(guest 'uname -r')" "$output"
expect_status 7 host agent exec "$sockets/agent.sock" sh -c 'exit 7'
expect_status 137 host agent exec "$sockets/agent.sock" sh -c 'kill -9 $$'
expect "a megabyte there and back" "$(sha256sum < "$sockets/megabyte")" \
  "$(host agent exec --stdin "$sockets/agent.sock" cat < "$sockets/megabyte" | sha256sum)"
expect_status 114 host agent call "$sockets/agent.sock" guest-fly
