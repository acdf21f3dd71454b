proof "the guest sees the devices that map predicts"
predicted=$(host map --qemu "$qemu" "$sockets/domain.xml" 2> /dev/null | awk 'NR > 1 && $2 ~ /^virtio-serial/ { print $5, ($4 ~ /virtio-ports/ ? $4 : "-") }')
guest_ports() { guest 'virt-channel guest list' | awk 'NR > 1 { print $1, $3 == "-" ? "-" : "/dev/virtio-ports/" $3 }'; }
expect_eventually "the guest's ports" "$predicted" guest_ports
terminal=$(grep -o '/dev/pts/[0-9]*' "$folder/console.log")
guest 'sleep 0.5 && echo "hello from hvc0" > /dev/hvc0 &'
expect "what the first virtio console shows" "hello from hvc0" "$(head -1 < "$terminal" | tr -d '\r')"
expect_status 115 guest 'virt-channel guest cat org.example.lag'
expect "a name that is nearly right" "  help: did you mean 'org.example.log'?" "${output#*$'\n'}"
expect_status 115 guest 'virt-channel guest cat vport1p0'

proof "the guest numbers serial ports as map predicts"
cat > "$sockets/serial.xml" << 'XML'
<domain type='kvm'><name>serial</name><memory>1</memory><os><type arch='x86_64' machine='pc'>hvm</type></os><devices>
<serial type='pty'/><serial type='null'/><serial type='null'><target type='pci-serial'/></serial>
</devices></domain>
XML
predicted=$(host map "$sockets/serial.xml" 2> /dev/null | awk 'NR > 1 { print $4 }' | sed 's|/dev/ttyS||')
expect "the guest's UARTs" "$predicted" "$(guest "grep 'uart:16' /proc/tty/driver/serial" | cut -d: -f1)"
