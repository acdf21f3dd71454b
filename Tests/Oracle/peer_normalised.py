"""What is read away of options before they are compared: what libvirt's tests have instead of a running system."""
import re

# Sockets that libvirt opens itself, and files that it passes as descriptors, to which it always appends.
DESCRIPTOR = re.compile(r'(?<=,)(?P<key>fd|path|logfile)=(?P<value>1729|/dev/fdset/\d+)(?=,|$)')
# Where a system has the sockets of channels: since libvirt 9.7 among what goes with a boot.
LASTING, PASSING = '/var/lib/libvirt/qemu/channel/target', '/run/libvirt/qemu/channel'


class Directories:
    """The tests configure another directory for the sockets of channels than a system has: the two are exchanged."""

    def __init__(self, configuration):
        found = re.search(r'channelTargetDir = g_strdup\("([^"]+)"\)', configuration)
        self.tests = found[1] if found else LASTING
        self.system = PASSING if self.tests.startswith('/var/run/') else LASTING

    def ours(self, text): return exchanged(text, self.tests, self.system)

    def theirs(self, text): return exchanged(text, self.system, self.tests)


def exchanged(text, one, other):
    return re.sub(f'{re.escape(one)}(?=/)|{re.escape(other)}(?=/)', lambda match: other if match[0] == one else one, text)


def normalised(ours, theirs):
    """Two lists of options; chardevs of ours have descriptors where those of the tests have them."""
    theirs = [text.replace('/etc/pki/libvirt-chardev', '/etc/pki/qemu') for text in theirs]
    chardevs = {identity(text): text for text in theirs if identity(text)}
    return [as_passed(text, chardevs.get(identity(text), '')) for text in ours], theirs


def identity(text):
    match = re.search(r'(?:^|,)id=(char[^,]*)', text)
    return match and match[1]


def as_passed(text, theirs):
    for match in DESCRIPTOR.finditer(theirs):
        key, value = match['key'], match['value']
        text = re.sub(rf"(?<=,){'path' if key == 'fd' else key}=(?:[^,]|,,)*", f'{key}={value}', text, count=1)
        if key == 'path': text = re.sub(r',append=(?:on|off)', '', text) + ',append=on'
        if key == 'logfile': text = text.replace('logappend=off', 'logappend=on')
    return text
