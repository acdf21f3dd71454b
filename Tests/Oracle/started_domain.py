"""Domains that libvirt's QEMU driver really starts, inside this process: paused, under TCG, without a daemon."""
import os, re, signal, threading
from contextlib import contextmanager
from xml.etree import ElementTree

import libvirt
from embedded import Embedded

# QEMU runs as whoever runs this, and writes its logs itself.
CONFIGURATION = '''stdio_handler = "file"
user = "+{user}"
group = "+{group}"
security_driver = "none"
namespaces = []
cgroup_controllers = []
dynamic_ownership = 0
remember_owner = 0
'''


class StartingHost(Embedded):
    """A libvirt that starts domains."""

    def __init__(self, root):
        os.makedirs(f'{root}/etc', exist_ok=True)
        with open(f'{root}/etc/qemu.conf', 'w', encoding='utf-8') as file:
            file.write(CONFIGURATION.format(user=os.getuid(), group=os.getgid()))
        super().__init__(root)
        threading.Thread(target=self.answer_events, daemon=True).start()

    def answer_events(self):
        while True: libvirt.virEventRunDefaultImpl()

    @contextmanager
    def started(self, xml):
        """The running domain; raises libvirtError where libvirt or QEMU does not start it."""
        domain = self.create(self.here(xml))
        try: yield StartedDomain(self, domain)
        finally:
            self.kill(domain.name())
            try: domain.destroy()
            except libvirt.libvirtError: pass    # libvirt has seen QEMU end.

    def create(self, xml, attempts=5):
        """Starts a domain; again if another libvirt of this machine took the display's port meanwhile."""
        for _ in range(attempts - 1):
            try: return self.connection.createXML(xml, libvirt.VIR_DOMAIN_START_PAUSED)
            except libvirt.libvirtError as error:
                if 'Address already in use' not in str(error): raise
        return self.connection.createXML(xml, libvirt.VIR_DOMAIN_START_PAUSED)

    def kill(self, name):
        """Ends QEMU at once, which libvirt itself waits for."""
        try:
            with open(f'{self.root}/run/qemu/{name}.pid', encoding='ascii') as file: os.kill(int(file.read()), signal.SIGKILL)
        except OSError: pass

    def why_not_started(self, xml):
        """What keeps a domain from being started; None where it starts."""
        try:
            with self.started(xml): return None
        except libvirt.libvirtError as error: return str(error)


class StartedDomain:
    """A running domain."""

    def __init__(self, host, domain): self.host, self.domain = host, domain

    @property
    def xml(self): return self.host.there(self.domain.XMLDesc(0))

    @property
    def controllers(self):
        """The indices of its virtio-serial controllers, those that libvirt only imagines included."""
        root = ElementTree.fromstring(self.xml)
        return sorted(int(node.get('index')) for node in root.iterfind("devices/controller[@type='virtio-serial']"))

    @property
    def names(self):
        """The names of its virtio channels."""
        return [node.get('name') for node in ElementTree.fromstring(self.xml).iterfind("devices/channel/target[@type='virtio']")]

    def detach(self, name):
        """Detaches the channel of a name, if there is one; why libvirt does not."""
        root = ElementTree.fromstring(self.domain.XMLDesc(0))
        for channel in root.iterfind('devices/channel'):
            target = channel.find('target')
            if name is None or target is None or target.get('name') != name: continue
            try: self.domain.detachDeviceFlags(ElementTree.tostring(channel, encoding='unicode'), libvirt.VIR_DOMAIN_AFFECT_LIVE)
            except libvirt.libvirtError as error: return str(error)
        return None

    def attach(self, device):
        """Why libvirt does not attach a device, or what is wrong after it has; None where all is well."""
        before = self.controllers
        try: self.domain.attachDeviceFlags(self.host.here(device), libvirt.VIR_DOMAIN_AFFECT_LIVE)
        except libvirt.libvirtError as error: return str(error)
        return None if self.controllers == before else 'libvirt has added a controller that QEMU does not have'
