internal import Glibc

/// Waits half a second before the agent is asked again.
func pause() { usleep(500_000) }
