"""Domains bred from real ones: their devices mixed, on other machines, with ports in every form among them."""
import copy, glob, os, random, re
import xml.etree.ElementTree as ElementTree

from bred_ports import Ports
from mutations import Mutator
from random_domain import MACHINES, RandomDomain

DEVICES = 18
# How many domains made from nothing are bred from, besides the real ones.
RANDOM = 60
I440FX = ['1.5', '1.7', '2.0', '2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '2.8', '2.9', '2.10', '2.11', '2.12', '3.0', '3.1', '4.0', '4.2',
          '5.0', '5.2', '6.0', '6.1', '6.2', '7.0', '7.1', '7.2']
Q35 = ['2.4', '2.5', '2.6', '2.7', '2.8', '2.9', '2.10', '2.11', '2.12', '3.0', '3.1', '4.0', '4.0.1', '4.2', '5.2', '6.0', '6.1', '6.2', '7.0', '7.1', '7.2']
# The families of machines, and how often each is chosen.
FAMILIES = {
    'pc': (8, [('x86_64', 'pc')] * 3 + [('x86_64', f'pc-i440fx-{v}') for v in I440FX]),
    'q35': (8, [('x86_64', 'q35')] * 3 + [('x86_64', f'pc-q35-{v}') for v in Q35]),
    'aarch64': (2, [('aarch64', m) for m in ['virt', 'virt-2.6', 'virt-2.9', 'virt-2.12', 'virt-4.2', 'virt-6.0', 'virt-7.2']]),
    'riscv64': (1, [('riscv64', 'virt')]),
    'ppc64': (2, [('ppc64', m) for m in ['pseries', 'pseries-2.1', 'pseries-2.7', 'pseries-2.12', 'pseries-4.2', 'pseries-5.2', 'pseries-6.2']]),
    's390x': (2, [('s390x', m) for m in ['s390-ccw-virtio'] + [f's390-ccw-virtio-{v}' for v in ['2.6', '2.8', '3.1', '5.2', '6.2']]]),
    'others': (1, [('ppc', 'mac99'), ('ppc', 'g3beige'), ('ppc', 'bamboo'), ('ppc', '40p'), ('loongarch64', 'virt'), ('alpha', 'clipper'), ('sh4', 'r2d'),
                   ('sparc', 'SS-5'), ('sparc64', 'sun4u'), ('armv6l', 'virt'), ('armv7l', 'virt'), ('armv7l', 'vexpress-a9'), ('armv7l', 'versatilepb'),
                   ('aarch64', 'raspi3b'), ('aarch64', 'sbsa-ref'), ('armv7l', 'integratorcp'), ('aarch64', None), ('riscv64', 'sifive_u'), ('riscv64', 'spike'),
                   ('x86_64', 'isapc'), ('x86_64', 'microvm'), ('riscv32', 'virt'), ('i686', 'pc'), ('ppc64', 'powernv')]),
}
ROOTS = {'pci-root', 'pcie-root'}
PCS = {'x86_64', 'i686'}
# What other architectures lack.
OF_PCS = {'ide', 'fdc', 'sata', 'usb', 'ps2', 'isa', 'ccid', 'i6300esb', 'isa-serial', 'qxl', 'cirrus', 'vmvga'}
# What a domain has one of.
SINGLE = {'memballoon', 'vsock', 'watchdog', 'iommu', 'panic', 'redirfilter', 'pstore', 'smartcard'}
PORTS = {'channel', 'console'}
DISKS = {'virtio': 'vd', 'ide': 'hd', 'fdc': 'fd'}


class Stock:
    """The domains and devices that others are bred from: those libvirt takes by themselves."""

    def __init__(self, directories, libvirtd):
        self.domains, self.devices, self.verdicts = [], {}, {}
        self.libvirtd = libvirtd
        for path in sorted(path for directory in directories for path in glob.glob(os.path.join(directory, '*.xml'))):
            try: root = ElementTree.parse(path).getroot()
            except ElementTree.ParseError: continue
            for domain in root.iter('domain'): self.add(domain)
        for seed in range(RANDOM): self.add(ElementTree.fromstring(RandomDomain(f'stock {seed}', list(MACHINES)).xml))

    def add(self, domain):
        devices = [tamed(device) for device in domain.iterfind('devices/*') if device.tag != 'emulator']
        devices = [device for device in devices if device is not None and self.is_taken(device)]
        if not devices: return
        self.domains.append(devices)
        for device in devices: self.devices.setdefault(device.tag, {}).setdefault(ElementTree.tostring(device), device)

    def is_taken(self, device):
        """Whether the device alone makes a domain on some machine; ports may be wrong, as they are what is looked at."""
        if device.tag in PORTS: return True
        device = without_address(device)
        text = ElementTree.tostring(device, encoding='unicode')
        if text not in self.verdicts:
            self.verdicts[text] = any(self.libvirtd.accepts(alone(text, *machine))[0] for machine in [('x86_64', 'q35'), ('x86_64', 'pc'), ('ppc64', 'pseries')])
        return self.verdicts[text]


def alone(device, architecture, machine):
    spice = '' if '<graphics' in device else "<graphics type='spice'/>"
    return (f"<domain type='qemu'><name>alone</name><memory unit='MiB'>64</memory><os><type arch='{architecture}' machine='{machine}'>hvm</type></os>"
            f'<devices>{device}{spice}</devices></domain>')


def without_address(device):
    device = copy.deepcopy(device)
    for address in device.findall('address'): device.remove(address)
    return device


def tamed(device):
    """A device without what needs a host, or another part of libvirt."""
    device = copy.deepcopy(device)
    for element in [device, *device.iter()]: element.tail = None
    if device.tag == 'interface': tame_interface(device)
    if device.tag == 'disk' and not tame_disk(device): return None
    if device.tag in ('serial', 'parallel', 'smartcard', 'rng', 'redirdev'):
        for alias in device.findall('alias'): device.remove(alias)
    if device.tag in ('tpm', 'lease') or device.find('.//secret') is not None: return None
    return device


def tame_interface(device):
    if device.get('type') != 'user':
        device.set('type', 'user')
        keep(device, 'mac', 'model', 'address', 'alias', 'driver')
        for driver in device.findall('driver'): device.remove(driver)


def tame_disk(device):
    target = device.find('target')
    if target is None or device.get('device') == 'lun': return False
    device.set('type', 'file')
    keep(device, 'target', 'address', 'alias', 'readonly', 'driver')
    for driver in device.findall('driver'):
        driver.attrib = {key: value for key, value in driver.attrib.items() if key in ('name', 'type', 'iommu', 'ats', 'packed')}
    source = ElementTree.SubElement(device, 'source')
    source.set('file', '/images/disk.img')
    return True


def keep(device, *tags):
    for child in list(device):
        if child.tag not in tags: device.remove(child)


class BredDomain:
    """One domain, the same for the same seed and stock."""

    def __init__(self, seed, stock, families):
        self.random = random.Random(f'bred {seed}')
        self.seed, self.name, self.stock = seed, f'bred-{seed}', stock
        family = self.random.choices(families, [FAMILIES[name][0] for name in families])[0]
        self.architecture, self.machine = self.random.choice(FAMILIES[family][1])
        self.is_express = 'q35' in str(self.machine) or self.architecture != 'ppc64' and str(self.machine).startswith('virt')
        self.faulty = self.chance(0.35)
        self.ports = Ports(self.random, self.architecture, self.faulty)
        self.xml = self.make()
        if self.faulty and self.chance(0.5): self.xml = Mutator(seed).mutate(self.xml)

    def chance(self, p): return self.random.random() < p

    def make(self):
        devices = self.inherited() + self.foreign()
        devices += [ElementTree.fromstring(self.ports.device()) for _ in range(max(3, DEVICES - len(devices)))]
        if self.chance(0.5): self.random.shuffle(devices)
        if not self.faulty or self.chance(0.7): devices = list(self.reconciled(devices))
        if not any(device.tag == 'graphics' and device.get('type') == 'spice' for device in devices) and self.chance(0.85):
            devices.append(ElementTree.fromstring("<graphics type='spice' autoport='yes'/>"))
        self.name_disks(devices)
        text = '\n    '.join(ElementTree.tostring(device, encoding='unicode') for device in devices)
        machine = f" machine='{self.machine}'" if self.machine else ''
        return (f"<domain type='qemu'>\n  <name>{self.name}{self.random.choice(['', '', '-a-rather-long-name-of-a-domain'])}</name>\n  <memory unit='MiB'>512</memory>\n"
                f"  <os><type arch='{self.architecture}'{machine}>hvm</type></os>\n    <devices>\n    {text}\n  </devices>\n</domain>\n")

    def inherited(self):
        """Devices of one real domain, with their addresses or without."""
        devices = [copy.deepcopy(device) for device in self.random.choice(self.stock.domains)]
        self.random.shuffle(devices)
        devices = devices[:self.random.randrange(4, 13)]
        p = self.random.choice([0, 0.5, 1, 1, 1])
        return [without_address(device) if self.chance(p) else device for device in devices]

    def foreign(self):
        """Devices of others, of every kind alike."""
        kinds = sorted(kind for kind in self.stock.devices if kind not in PORTS)
        devices = []
        for _ in range(self.random.randrange(0, 6)):
            found = list(self.stock.devices[self.random.choice(kinds)].values())
            device = copy.deepcopy(self.random.choice(found))
            if device.tag == 'controller' and device.get('type') != 'pci' and self.chance(0.5): device.attrib.pop('index', None)
            devices.append(device if self.chance(0.15) else without_address(device))
        return devices

    def reconciled(self, devices):
        """The devices without what plainly cannot be together, or on the machine."""
        seen = set()
        for device in devices:
            kind = device.get('type')
            if device.tag == 'controller' and (device.get('model') in ROOTS or (device.get('model') or '').startswith('pcie-') and not self.is_express): continue
            said = {word for element in device.iter() for word in element.attrib.values()}
            if self.architecture not in PCS and (device.tag in ('parallel', 'sound') or said & OF_PCS): continue
            if self.is_express and said & {'ide', 'piix3-uhci'}: continue
            if device.tag == 'iommu' and 'q35' not in str(self.machine): continue
            identity = (device.tag, kind, device.get('index')) if device.tag == 'controller' and device.get('index') else device.tag if device.tag in SINGLE else None
            if device.tag == 'graphics': identity = (device.tag, kind)
            if device.tag == 'controller' and kind == 'usb' and (device.get('model') == 'none' or (device.get('model') or '').startswith('ich9')): identity = None
            if device.tag == 'console' and device.find('target') is not None and device.find('target').get('type', 'serial') == 'serial':
                identity = 'serial console'
            if identity == 'serial console' and 'console' in seen: continue
            if device.tag == 'console': seen.add('console')
            if identity is not None and identity in seen: continue
            seen.add(identity)
            yield device

    def name_disks(self, devices):
        """Gives each disk a name of its own."""
        taken = {}
        for device in list(devices):
            if device.tag != 'disk': continue
            target = device.find('target')
            bus = target.get('bus') or {'h': 'ide', 's': 'scsi', 'f': 'fdc'}.get(target.get('dev', 'v')[0], 'virtio')
            prefix = DISKS.get(bus, 'sd')
            number = taken[prefix] = taken.get(prefix, -1) + 1
            if number > 25: devices.remove(device)
            target.set('dev', prefix + chr(ord('a') + number))
