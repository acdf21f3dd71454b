proof "an agent on a serial port answers when the port is named"
cat > "$sockets/serial-agent.xml" << XML
<domain type='kvm'><name>serial-agent</name><memory>1</memory><os><type arch='x86_64' machine='pc'>hvm</type></os><devices>
<serial type='pty'><target port='0'/></serial>
<serial type='unix'><source mode='bind' path='$sockets/serial-agent.sock'/><target port='1'/></serial>
</devices></domain>
XML
guest 'qemu-ga -m isa-serial -p /dev/ttyS1 -t /tmp > /dev/null 2>&1 &'
expect_status 0 host agent wait --domain "$sockets/serial-agent.xml" --channel serial1 --wait 20
expect_status 0 host agent ping --domain "$sockets/serial-agent.xml" --channel serial1
expect_status 0 host agent exec --domain "$sockets/serial-agent.xml" --channel serial1 /bin/echo "over ttyS1"
expect "what a program in the guest prints" "over ttyS1" "$output"
expect "the device on the map" "/dev/ttyS1" "$(host map "$sockets/serial-agent.xml" 2> /dev/null | awk '$1 == "serial1" { print $4 }')"

proof "connect finds a device by its name, alias and number"
guest 'echo "said once" > /tmp/said'
# received PORT CHANNEL: what comes from that port of the guest.
received() {
  guest "cat /tmp/said > /dev/virtio-ports/$1 &"
  host connect --linger 0.5 --domain "$sockets/domain.xml" --channel "$2" < /dev/null
}
expect "what the name receives" "said once" "$(received org.example.data org.example.data)"
expect "what the alias receives" "said once" "$(received org.example.data channel3)"
expect "what the number receives" "said once" "$(received org.example.tcp 3)"
