# A guest under QEMU, as functions: boot, guest, halt. Sourced by Tests/Guest/run.

# boot ARGUMENT ...: starts QEMU with further arguments and waits until the guest is ready.
boot() {
  # A KVM that cannot run this guest hangs without a word; where it can, the guest is ready within two seconds.
  if [ -w /dev/kvm ] && try_boot kvm 8 "$@"; then return; fi
  if try_boot tcg 120 "$@"; then return; fi
  echo "the guest has not booted; QEMU and the guest said:" >&2
  cat "$folder/qemu.log" "$folder/console.log" >&2
  return 1
}

# try_boot ACCELERATOR SECONDS ARGUMENT ...
try_boot() {
  start_machine -accel "$1" "${@:3}"
  if await_ready "$2"; then
    echo "the guest runs under QEMU with $1"
  else
    halt
    return 1
  fi
}

start_machine() {
  coproc MACHINE {
    exec qemu-system-x86_64 -nodefaults -no-user-config -display none -machine pc -m 512 -no-reboot \
      -kernel "$folder/vmlinuz" -initrd "$folder/initrd" -append "console=ttyS0 quiet panic=-1" -serial stdio "$@" \
      2> "$folder/qemu.log"
  }
  machine=$MACHINE_PID
  exec {from_guest}<&"${MACHINE[0]}" {to_guest}>&"${MACHINE[1]}"
}

# await_ready SECONDS
await_ready() {
  local line end=$((SECONDS + $1))
  : > "$folder/console.log"
  while [ $SECONDS -lt $end ] && kill -0 "$machine" 2> /dev/null; do
    read -r -t 1 -u "$from_guest" line || continue
    [[ $line != "@@ ready"* ]] || return 0
    echo "$line" >> "$folder/console.log"
  done
  return 1
}

# guest COMMAND: runs a line of shell in the guest, shows what it prints, and returns its status.
guest() {
  local line
  printf '%s\n' "$1" >&"$to_guest"
  while IFS= read -r -t 60 -u "$from_guest" line; do
    line=${line%$'\r'}
    case $line in
      "@@ "*) return "${line#@@ }" ;;
      *) printf '%s\n' "$line" ;;
    esac
  done
  echo "the guest does not answer: $1" >&2
  exit 1
}

# halt: ends the machine.
halt() {
  kill "$machine" 2> /dev/null || true
  wait "$machine" 2> /dev/null || true
  exec {from_guest}<&- {to_guest}>&-
}
