proof "a QEMU that is stopped, and one that is gone"
kill -STOP "$machine"
expect_status 107 host agent ping "$sockets/agent.sock"
kill -CONT "$machine"
expect_status 0 host agent ping "$sockets/agent.sock"
kill -KILL "$machine"
wait "$machine" 2> /dev/null || true
expect_status 103 host agent ping "$sockets/agent.sock"
expect_status 103 host connect 127.0.0.1:45917
