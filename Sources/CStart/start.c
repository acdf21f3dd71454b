#include <stdlib.h>
#include <unistd.h>

// The Swift runtime reads the arguments and, in a static program, its own path from /proc. Without it, it aborts before any Swift code runs
// or starts without arguments. This runs first, with the priority that is the lowest for programs, and says so.
__attribute__((constructor(101))) static void requireProc(void) {
  static const char message[] = "error: /proc is not mounted, and virt-channel cannot read its arguments without it\n";
  if (access("/proc/self/cmdline", R_OK) == 0) return;
  if (write(STDERR_FILENO, message, sizeof message - 1) < 0) _exit(3);
  _exit(2);
}
