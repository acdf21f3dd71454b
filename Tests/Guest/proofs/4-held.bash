proof "a socket that another program holds is told, and waited for"
mkfifo "$sockets/held"
"$binary" connect --linger 0.1 "$sockets/agent.sock" < "$sockets/held" > /dev/null & holder=$!
exec {held}> "$sockets/held"
until ls -l "/proc/$holder/fd" | grep -q socket:; do kill -0 "$holder"; sleep 0.1; done
sleep 0.5
expect_status 105 host agent ping "$sockets/agent.sock"
expect "the holder is named" 1 "$(grep -c 'virt-channel (process [0-9]*) is connected' <<< "$output")"
{ sleep 2; kill $holder; } &
expect_status 0 host agent ping "$sockets/agent.sock" --wait 10
exec {held}>&-
