proof "the guest writes once a second, the host reads (example 1)"
guest 'while sleep 1; do echo "Hi there!"; done | virt-channel guest send --stay org.example.log & echo $! > /tmp/writer'
expect "three lines" $'Hi there!\nHi there!\nHi there!' "$(host connect "$sockets/log.sock" < /dev/null | head -3)"
expect "a line for the next program on the host" 'Hi there!' "$(host connect "$sockets/log.sock" < /dev/null | head -1)"
guest 'kill $(cat /tmp/writer)'
