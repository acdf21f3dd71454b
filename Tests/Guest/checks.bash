# What a proof says. Sourced by Tests/Guest/run.

checks=0

# proof TITLE: begins one.
proof() { echo "- $1"; }

# expect WHAT EXPECTED ACTUAL
expect() {
  checks=$((checks + 1))
  [ "$2" != "$3" ] || return 0
  printf '%s:\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3" >&2
  exit 1
}

# expect_status STATUS COMMAND ...: runs the command and compares its exit status; $output is what it printed.
expect_status() {
  local status=0
  output=$("${@:2}" 2>&1) || status=$?
  expect "exit status of '${*:2}', which said '$output'" "$1" "$status"
}

# expect_eventually WHAT EXPECTED COMMAND ...: repeats the command for up to 20 seconds, until it prints what is expected.
expect_eventually() {
  local actual end=$((SECONDS + 20))
  while actual=$("${@:3}") && [ "$actual" != "$2" ] && [ $SECONDS -lt $end ]; do sleep 0.2; done
  expect "$1" "$2" "$actual"
}

# host ARGUMENT ...: our program on the host.
host() { "$binary" "$@"; }
