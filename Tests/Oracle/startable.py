"""The part of a domain that this host can start: its virtio-serial devices, displays and what they need, without what only its own host has."""
import re
from xml.etree import ElementTree

KEPT = {'emulator', 'controller', 'channel', 'console', 'serial', 'parallel', 'graphics', 'video', 'audio', 'sound', 'redirdev', 'smartcard', 'input',
        'memballoon', 'redirfilter'}
AUDIO = {'none', 'spice', 'dbus', 'file'}    # What needs no server of sound.
EMULATORS = {'x86_64': 'x86_64', 'i686': 'i386', 'aarch64': 'aarch64', 'armv7l': 'arm', 'ppc64': 'ppc64', 'ppc64le': 'ppc64', 's390x': 's390x', 'riscv64': 'riscv64'}
LOCAL = {'', '0.0.0.0', '127.0.0.1', '::', '::1', 'localhost'}


class Unstartable(Exception):
    """The host cannot start any part of the domain."""


def startable(xml, name, directory):
    """The XML of that part, under a name; files, sockets and logs are below a directory."""
    ElementTree.register_namespace('qemu', 'http://libvirt.org/schemas/domain/qemu/1.0')
    try: root = ElementTree.fromstring(re.sub(r'<!DOCTYPE[^>]*>', '', xml))
    except ElementTree.ParseError as error: raise Unstartable(str(error)) from error
    if root.tag == 'domainsnapshot': root = root.find('domain')
    if root is None or root.tag != 'domain' or root.get('type') not in (None, 'kvm', 'qemu', 'hvf'): raise Unstartable('not of the QEMU driver')
    devices, system = root.find('devices'), root.find('os/type')
    if devices is None or system is None or system.get('arch', 'x86_64') not in EMULATORS: raise Unstartable('no devices or no architecture')
    for device in list(devices):
        if device.tag not in KEPT or device.tag == 'audio' and device.get('type') not in AUDIO: devices.remove(device)
        else: localize(device, directory)
    if has_gl(devices): remove_gl(devices)
    emulator = devices.find('emulator')
    if emulator is not None: devices.remove(emulator)
    return (f"<domain type='qemu'><name>{name}</name><memory unit='MiB'>64</memory><os><type arch='{system.get('arch', 'x86_64')}'"
            f" machine='{machine(system)}'>hvm</type></os>" + ElementTree.tostring(devices, encoding='unicode') + '</domain>')


def has_gl(devices):
    displays = devices.findall('graphics')
    return any(display.get('type') == 'egl-headless' or display.find("gl[@enable='yes']") is not None for display in displays)


def remove_gl(devices):
    """OpenGL needs the graphics card of the domain's own host: takes out the displays and video devices that have it."""
    for display in devices.findall('graphics'):
        for gl in display.findall('gl'): display.remove(gl)
        if display.get('type') == 'egl-headless': devices.remove(display)
    for model in devices.findall('video/model'):
        for acceleration in model.findall('acceleration'): model.remove(acceleration)


def machine(system):
    """The newest machine of the same kind."""
    kind, architecture = system.get('machine', ''), system.get('arch', 'x86_64')
    if architecture in ('x86_64', 'i686'): return 'q35' if 'q35' in kind else 'pc'
    return {'s390x': 's390-ccw-virtio', 'ppc64': 'pseries', 'ppc64le': 'pseries'}.get(architecture, 'virt')


def localize(device, directory):
    """Takes files, sockets and addresses of the domain's own host out of a device."""
    for node in device.iter():
        for attribute in ('path', 'file', 'tty', 'rendernode', 'socket'):
            value = node.get(attribute)
            if value and not value.startswith('/dev/pts/'):
                node.set(attribute, f"{directory}/{re.sub('[^a-zA-Z0-9]+', '-', value).strip('-')[-40:]}")
        if node.tag in ('graphics', 'listen'):
            for attribute in ('listen', 'address'):
                if node.get(attribute, '') not in LOCAL: node.set(attribute, '127.0.0.1')
            if node.tag == 'listen' and node.get('type') == 'network':
                node.attrib.clear()
                node.set('type', 'address')
    for label in list(device.iter('seclabel')):
        for parent in device.iter():
            if label in list(parent): parent.remove(label)
