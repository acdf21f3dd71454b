"""Differences from libvirt's test suite that are meant to be, each with its reason."""
import re

# By what libvirt says.
REFUSALS = {
    "does not support virt type": 'accelerators depend on the host',
    "CPU is incompatible": 'CPU models are not checked',
    "setting the panic device address": 'panic devices are not checked',
    "doesn't support SCSI emulation": 'disks are checked only for what concerns their place',
    "spapr-vio address .* already in use": 'addresses on the VIO bus of pSeries, which has no virtio-serial device, are not checked',
}


def explanation(case, problem):
    """Why a difference is no fault; None when it is one."""
    if case.kind == 'args' and "-chardev '{" in case.expected: return 'the case has a QEMU with -chardev in JSON, which none is'
    if case.kind == 'err': return next((why for words, why in REFUSALS.items() if re.search(words, case.expected)), None)
    return None
