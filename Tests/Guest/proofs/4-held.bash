proof "a socket that another program holds is told, and waited for"
sleep 3 | host connect --linger 0.1 "$sockets/agent.sock" > /dev/null & holder=$!
sleep 0.5
expect_status 105 host agent ping "$sockets/agent.sock"
expect "the holder is named" 1 "$(grep -c 'virt-channel (process [0-9]*) is connected' <<< "$output")"
expect_status 0 host agent ping "$sockets/agent.sock" --wait 10
wait $holder
