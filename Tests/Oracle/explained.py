"""The differences between libvirt and virt-channel that are meant to be."""
import re

# Refusals that have nothing to do with virtio-serial, chardevs or the placement of devices: what the emulator or the host lacks, and what
# other devices state.
FOREIGN = [
    'VFIO PCI device assignment is not supported by the host',
    'audio ID .* is used multiple times', 'unable to find audio backend', 'audio controller is not supported',
    'does not support video model', 'only valid as primary video device', 'Only one primary video device', "a 'none' video type must be the only",
    'shmem model .* is not supported', "doesn't support the LSI",
    "input evdev doesn't support bus element", 'virtio-input-host is not supported',
    'only one set of redirection filter rule', 'graphics device of each type',
    'ISA panic device', 'Multiple panic devices', "'display=on' in <hostdev>",
]
# Refusals of libvirt that come when a domain is started, not when it is defined or translated.
AT_START = ['Security driver model', 'Cannot open log file', 'UNIX socket path', 'Unable to unlink', 'cannot stat', '[Uu]nable to stat',
            'Unable to open file', 'is not accessible']


def explanation(refusal, problems):
    """Why a difference is no fault; None when it is one."""
    if refusal: return next((words for words in FOREIGN if re.search(words, refusal)), None)
    return None
