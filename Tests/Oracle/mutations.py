"""Small faults that people make in domain XML: what rules look for, in domains that mostly stay acceptable."""
import copy, random
import xml.etree.ElementTree as ElementTree

PATHS = [
    '/var/lib/libvirt/qemu/channel/target/domain-7-old/{name}', '/var/lib/libvirt/qemu/channel/target/old.{name}',
    '/run/libvirt/qemu/channel/7-old/{name}', '/var/lib/libvirt/qemu/f16x86_64.agent', '/tmp/{name}.sock', 'relative.sock', '',
]
NAMES = ['org.qemu.guest_agent.0', 'org.qemu.guest-agent.0', 'org.qemu.guest_agent', 'com.redhat.spice.0', 'vdagent', 'org.example.7', '']
TYPES = ['unix', 'pty', 'spicevmc', 'qemu-vdagent', 'null', 'tcp', 'file', 'spiceport']


class Mutator:
    """The same faults for the same seed."""

    def __init__(self, seed): self.random = random.Random(seed * 7919 + 1)

    def mutate(self, xml):
        try: root = ElementTree.fromstring(xml)
        except ElementTree.ParseError: return xml
        devices = root.find('devices')
        if devices is None: return xml
        for _ in range(self.random.randrange(1, 6)): self.random.choice(self.faults)(self, devices)
        return ElementTree.tostring(root, encoding='unicode') + '\n'

    # -- what a fault is about

    def pick(self, devices, *names):
        found = [device for device in devices if device.tag in names]
        return self.random.choice(found) if found else None

    def port(self, devices): return self.pick(devices, 'channel', 'console')

    def controller(self, devices):
        found = [device for device in devices if device.tag == 'controller' and device.get('type') == 'virtio-serial']
        return self.random.choice(found) if found else None

    def part(self, device, name):
        return None if device is None else device.find(name)

    def set(self, element, name, *values):
        if element is None: return
        value = self.random.choice(values)
        if value is None: element.attrib.pop(name, None)
        else: element.set(name, value)

    def add(self, parent, element, /, **attributes):
        if parent is not None: return ElementTree.SubElement(parent, element, attributes)

    # -- the faults

    def legacy_target(self, devices):
        target = self.part(self.pick(devices, 'channel'), 'target')
        self.set(target, 'address', 'virtio-serial')
        self.set(target, 'port', '0', '1', '2', '9')

    def name(self, devices): self.set(self.part(self.pick(devices, 'channel'), 'target'), 'name', None, *NAMES)

    def path(self, devices):
        device = self.port(devices)
        source, target = self.part(device, 'source'), self.part(device, 'target')
        name = 'x' if target is None else target.get('name', 'x')
        self.set(source, 'path', None, *(path.format(name=name) for path in PATHS))

    def mode(self, devices): self.set(self.part(self.port(devices), 'source'), 'mode', None, 'bind', 'connect')

    def type(self, devices): self.set(self.port(devices), 'type', *TYPES)

    def target_type(self, devices): self.set(self.part(self.port(devices), 'target'), 'type', 'virtio', 'serial', None)

    def address(self, devices):
        device = self.port(devices)
        address = self.part(device, 'address')
        if address is None: address = self.add(device, 'address', type='virtio-serial')
        if address is None: return
        self.set(address, self.random.choice(['port', 'controller', 'bus']), None, '0', '1', '2', '3', '31', '0x1')

    def controller_value(self, devices):
        controller = self.controller(devices)
        self.set(controller, self.random.choice(['ports', 'vectors', 'index']), None, '0', '1', '2', '31', '511', ' 4', '4 ')

    def controller_model(self, devices):
        self.set(self.controller(devices), 'model', None, 'virtio', 'virtio-transitional', 'virtio-non-transitional')

    def add_controller(self, devices):
        self.add(devices, 'controller', type='virtio-serial', index=str(self.random.randrange(4)))

    def driver(self, devices):
        driver = self.add(self.controller(devices), 'driver')
        self.set(driver, self.random.choice(['iommu', 'ats', 'packed', 'queues', 'ioeventfd', 'cmd_per_lun']), 'on', 'off', '1')

    def log(self, devices):
        log = self.add(self.port(devices), 'log', append='on')
        self.set(log, 'file', None, '/tmp/log')

    def label(self, devices):
        label = self.add(self.part(self.port(devices), 'source'), 'seclabel', model='dac')
        self.set(label, 'relabel', None, 'no', 'yes')
        if label is not None and self.random.random() < 0.3: self.add(label, 'label').text = 'root:root'

    def reconnect(self, devices):
        reconnect = self.add(self.part(self.port(devices), 'source'), 'reconnect')
        self.set(reconnect, 'enabled', 'yes', 'no')
        self.set(reconnect, 'timeout', None, '5', '0')

    def alias(self, devices):
        self.add(self.port(devices), 'alias', name=self.random.choice(['channel0', 'ua-x', 'mine', 'ua-']))

    def acpi(self, devices): self.add(self.port(devices), 'acpi', index=self.random.choice(['0', '3']))

    def repeat_part(self, devices):
        device = self.pick(devices, 'channel', 'console', 'controller')
        if device is None or not len(device): return
        device.append(copy.deepcopy(self.random.choice(list(device))))

    def repeat(self, devices):
        device = self.pick(devices, 'channel', 'console')
        if device is not None: devices.append(copy.deepcopy(device))

    def misspell(self, devices):
        device = self.pick(devices, 'channel', 'console', 'controller')
        if device is None: return
        element = self.random.choice([device, *device])
        if element.attrib:
            name = self.random.choice(sorted(element.attrib))
            element.set(name + self.random.choice('sx'), element.attrib.pop(name))

    def extra(self, devices):
        device = self.pick(devices, 'channel', 'console', 'controller')
        if device is None: return
        self.set(self.random.choice([device, *device]), self.random.choice(['state', 'port', 'mode', 'tty', 'unknown']), '1', 'yes', 'bind')

    def state(self, devices): self.set(self.part(self.pick(devices, 'channel'), 'target'), 'state', 'connected', 'disconnected')

    def console(self, devices): self.add(self.add(devices, 'console', type='pty'), 'target', type=self.random.choice(['virtio', 'serial']))

    def display(self, devices): self.add(devices, 'graphics', type=self.random.choice(['spice', 'vnc']))

    def remove_part(self, devices):
        device = self.pick(devices, 'channel', 'console', 'controller')
        if device is not None and len(device): device.remove(self.random.choice(list(device)))

    def remove(self, devices):
        device = self.pick(devices, 'controller', 'channel', 'console')
        if device is not None: devices.remove(device)

    def misplace(self, devices):
        device, other = self.port(devices), self.port(devices)
        if device is not None and device is not other:
            devices.remove(device)
            other.append(device)

    faults = [
        legacy_target, name, path, mode, type, target_type, address, address, controller_value, controller_model, add_controller, driver,
        log, label, reconnect, alias, acpi, repeat_part, repeat, misspell, extra, state, console, display, remove_part, remove, misplace,
    ]
