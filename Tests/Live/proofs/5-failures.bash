proof "an agent that cannot answer, and one cause from both sides"
# expect_silence STATUS DOMAIN WORDS: the agent of the domain does not answer, and this is why.
expect_silence() {
  expect_status "$1" host agent ping -c "$2" --timeout 2
  expect "the cause for $2" "$3" "$(grep -om1 -F "$3" <<< "$output")"
}

define plain "<controller type='virtio-serial' index='0'/>"
expect_silence 117 plain "domain 'plain' is shut off"
sys start plain > /dev/null
expect_silence 100 plain "'plain' has no channel 'org.qemu.guest_agent.0'"
expect_status 0 host generate --preset guest-agent --into -c plain --write
expect "when" 1 "$(grep -c 'plain: defined for its next start; undo with: ' <<< "$output")"
expect_silence 118 plain "'plain' is running without the agent's channel; only its configuration for the next start has one"
sys suspend plain > /dev/null
expect_silence 117 plain "domain 'plain' is paused"
sys resume plain > /dev/null

define misnamed "<channel type='unix'><target type='virtio' name='org.qemu.guest-agent.0'/></channel>"
sys start misnamed > /dev/null
expect_silence 100 misnamed "the agent's channel of 'misnamed' is named 'org.qemu.guest-agent.0' instead of 'org.qemu.guest_agent.0'"
define terminal "<channel type='pty'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"
sys start terminal > /dev/null
expect_silence 100 terminal "the agent's channel of 'terminal' is of type pty"
expect_silence 2 nobody "no domain 'nobody' on qemu:///system"

proof "a device is attached where it is missing, at a port that is free now and at the next start"
ports() { sys dumpxml "$@" | grep -o "controller='0' bus='0' port='[0-9]*'" | grep -o "port='[0-9]*'" | tr -dc "0-9\n" | xargs; }
expect_status 0 host generate channel --name org.example.more --attach -c plain --write
expect "what is said" "plain: attached; the guest has /dev/virtio-ports/org.example.more now" "$output"
expect "the ports now" "2" "$(ports plain)"
expect "the ports at the next start" "1 2" "$(ports plain --inactive)"
expect_status 0 host generate --preset guest-agent --attach -c plain --write
expect "the ports now" "1 2" "$(ports plain | tr ' ' '\n' | sort | xargs)"
expect "the ports at the next start" "1 2" "$(ports plain --inactive)"
expect_status 0 host generate channel --name org.example.later --attach -c plain --affect config --write
expect "what is said" "plain: attached; the guest has /dev/virtio-ports/org.example.later from its next start on" "$output"
expect "the ports at the next start" "1 2 3" "$(ports plain --inactive)"
for name in plain misnamed terminal; do sys destroy $name > /dev/null; done
