proof "a megabyte crosses the second controller in both directions (example 2)"
sum=$(sha256sum < "$sockets/megabyte")
guest 'virt-channel guest cat org.example.data > /tmp/data & echo $! > /tmp/reader'
expect_status 0 host connect "$sockets/data.sock" < "$sockets/megabyte"
guest 'wait $(cat /tmp/reader)'
expect "what the guest got" "$sum" "$(guest 'sha256sum < /tmp/data')"
guest 'virt-channel guest send org.example.data < /tmp/data &'
expect "what the host got" "$sum" "$(host connect --linger 2 "$sockets/data.sock" < /dev/null | sha256sum)"
guest 'virt-channel guest cat org.example.tcp > /tmp/tcp & echo $! > /tmp/reader'
expect_status 0 host connect 127.0.0.1:45917 < "$sockets/megabyte"
guest 'wait $(cat /tmp/reader)'
expect "what came over TCP" "$sum" "$(guest 'sha256sum < /tmp/tcp')"
