proof "the host disconnects and connects again"
guest 'virt-channel guest cat --stay org.example.data > /tmp/lines & echo $! > /tmp/reader'
for word in one two three; do expect_status 0 host connect "$sockets/data.sock" <<< $word; done
expect_eventually "what the guest got" "one two three" guest 'echo $(cat /tmp/lines)'
guest 'kill $(cat /tmp/reader)'
guest '{ yes | virt-channel guest send org.example.data; echo $? > /tmp/status; } 2> /dev/null &'
expect "the beginning" $'y\ny' "$(host connect "$sockets/data.sock" < /dev/null | head -2)"
expect_eventually "the sender's status when the host has gone" 111 guest 'cat /tmp/status 2> /dev/null; true'
