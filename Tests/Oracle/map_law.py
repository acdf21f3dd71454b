#!/usr/bin/python3
"""Starts domains of every machine with libvirt and QEMU, without a daemon (qemu:///embed), and compares what `map` says of them with what
QEMU says: `info qtree` has the device, bus and number of each way in, `query-chardev` what is on the host.

Runs map_law.py BINARY; prints a line for each domain and ends with status 1 when one is told wrongly.
"""
import glob, json, os, re, subprocess, sys, tempfile

import libvirt, libvirt_qemu
from started_domain import StartingHost

VERSIONS = ['--libvirt', '9.0.0', '--qemu', '7.2.22']
QEMU = " xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'"

AGENT = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"
VIRTIO = "<console type='null'><target type='virtio'/></console>"
PORT = '{"driver":"virtserialport","bus":"virtio-serial0.0","nr":30,"name":"org.example.0","id":"extra"}'

# Machine, devices, and what stands behind them.
DOMAINS = {
    'pc': ('x86_64', 'pc', f"""
        <serial type='file'><source path='ROOT/boot.log'/><target type='isa-serial' port='0'/></serial>
        <serial type='unix'><source mode='bind' path='ROOT/agent.sock'/><target type='isa-serial'/><alias name='ua-agent'/></serial>
        <serial type='pty'><target type='pci-serial'/></serial>
        <serial type='tcp'><source mode='bind' host='127.0.0.1' service='45981'/><protocol type='telnet'/><target type='usb-serial'/></serial>
        <serial type='file'><source path='ROOT/firmware.log'/><target type='isa-debug'/><address type='isa' iobase='0x402'/></serial>
        <parallel type='file'><source path='ROOT/printer'/></parallel>
        <console type='pty'><target type='virtio'/></console>{AGENT}""", ''),
    'pipes': ('x86_64', 'pc', """
        <channel type='pipe'><source path='ROOT/two'/><target type='virtio' name='a'/></channel>
        <channel type='pipe'><source path='ROOT/one'/><target type='virtio' name='b'/></channel>""", ''),
    'serial numbers': ('x86_64', 'pc', """
        <serial type='pty'><target type='isa-serial' port='2'/></serial>
        <serial type='null'><target type='isa-serial' port='0'/></serial>
        <serial type='null'><target type='isa-serial'/></serial>""", ''),
    'q35': ('x86_64', 'q35', f"""
        <serial type='pty'><log file='ROOT/serial.log'/></serial><serial type='null'><target type='pci-serial'/></serial>
        <controller type='virtio-serial' index='0' ports='4'/><controller type='virtio-serial' index='1'/>
        <channel type='null'><target type='virtio' name='a'/><address type='virtio-serial' controller='1' bus='0' port='3'/></channel>
        {VIRTIO}{VIRTIO}{AGENT}""", ''),
    'q35 with arguments': ('x86_64', 'q35', f"<serial type='pty'/>{AGENT}", f"""
        <qemu:commandline><qemu:arg value='-device'/><qemu:arg value='{PORT}'/>
        <qemu:arg value='-chardev'/><qemu:arg value='null,id=c9'/>
        <qemu:arg value='-device'/><qemu:arg value='isa-serial,chardev=c9,id=uart9,index=1'/></qemu:commandline>"""),
    'q35 with numbered arguments': ('x86_64', 'q35', f"<serial type='pty'/>{AGENT}", """
        <qemu:commandline><qemu:arg value='-chardev'/><qemu:arg value='null,id=c8'/><qemu:arg value='-chardev'/><qemu:arg value='null,id=c9'/>
        <qemu:arg value='-device'/><qemu:arg value='{"driver":"isa-serial","chardev":"c8","id":"json"}'/>
        <qemu:arg value='-device'/><qemu:arg value='isa-serial,chardev=c9,id=plain'/></qemu:commandline>"""),
    'q35 with an override': ('x86_64', 'q35', AGENT, """
        <qemu:override><qemu:device alias='channel0'><qemu:frontend><qemu:property name='nr' type='unsigned' value='9'/></qemu:frontend>
        </qemu:device></qemu:override>"""),
    'arm': ('aarch64', 'virt', f"<serial type='pty'/>{VIRTIO}{AGENT}", ''),
    'arm with a card': ('aarch64', 'virt', f"<serial type='null'/><serial type='pty'><target type='pci-serial'/></serial>{AGENT}", ''),
    'riscv': ('riscv64', 'virt', f"<serial type='pty'/>{VIRTIO}{AGENT}", ''),
    'pseries': ('ppc64le', 'pseries', f"""<serial type='pty'/><serial type='unix'><source mode='bind' path='ROOT/vty.sock'/></serial>
        {VIRTIO}{AGENT}""", ''),
    's390x': ('s390x', 's390-ccw-virtio', f"""<serial type='pty'/><console type='null'><target type='sclplm'/></console>{VIRTIO}{AGENT}""", ''),
}

# What QEMU calls the buses.
BUSES = {'ISA': 'isa', 'PCI': 'pci', 'PCIE': 'pci', 'usb-bus': 'usb', 'spapr-vio-bus': 'spapr-vio', 's390-sclp-events-bus': 'sclp'}


def domain(name, root):
    architecture, machine, devices, extra = DOMAINS[name]
    emulator = {'ppc64le': 'ppc64'}.get(architecture, architecture)
    return f"""<domain type='qemu'{QEMU}><name>{name.replace(' ', '-')}</name><memory unit='MiB'>256</memory>
      <os><type arch='{architecture}' machine='{machine}'>hvm</type></os><devices>
      <emulator>/usr/bin/qemu-system-{emulator}</emulator>{devices}<memballoon model='none'/></devices>{extra}</domain>""".replace('ROOT', root)


def tree(text):
    """The devices of `info qtree` that have an id: driver, type of bus, id of bus, properties."""
    devices, bus, device = {}, ('', ''), None
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ['bus:']: bus = (words[1], '')
        elif words[:1] == ['type']: bus = (bus[0], words[1])
        elif words[:1] == ['dev:']:
            found = re.search(r'dev: (\S+), id "(.*)"', line)
            device = devices.setdefault(found[2], {'driver': found[1], 'bus': bus}) if found and found[2] else None
        elif device is not None and len(words) >= 3 and words[1] == '=': device[words[0]] = words[2].strip('"')
        elif device is not None and words[:1] in (['port'], ['isa']): device['line'] = line.strip()
    return devices


def expect(name, what, expected, found):
    if expected == found: return 0
    print(f'DIFFERENT: {name}: {what}: map says {expected!r}, QEMU {found!r}')
    return 1


def compare_way(name, way, devices, chardevs):
    """How many things are told wrongly of a way in that is a device of its own."""
    device = devices.get(way['alias'])
    wrong = 0
    if device is not None:
        wrong += expect(name, f"the device {way['alias']}", way.get('model', device['driver']), device['driver'])
        if way['kind'] in ('channel', 'console') and way['bus'] != 'sclp':
            wrong += expect(name, f"the bus of {way['alias']}", f"{way['bus']}.0", device['bus'][0])
            number = re.match(r'port (\d+)', device.get('line', ''))
            wrong += expect(name, f"the number of {way['alias']}", way['number'], int(number[1]) if number else None)
            wrong += expect(name, f"the name of {way['alias']}", way.get('name', ''), device.get('name', ''))
        else:
            wrong += expect(name, f"the bus of {way['alias']}", way['bus'], BUSES.get(device['bus'][1], device['bus'][1]))
        if device['driver'] == 'isa-serial':
            ports = {0x3f8: '/dev/ttyS0', 0x2f8: '/dev/ttyS1', 0x3e8: '/dev/ttyS2', 0x2e8: '/dev/ttyS3'}
            wrong += expect(name, f"the terminal of {way['alias']}", way['guest']['linux']['path'], ports.get(int(device['iobase'], 0)))
            wrong += expect(name, f"the port of {way['alias']}", way['guest']['windows']['path'],
                            'COM%d' % (list(ports).index(int(device['iobase'], 0)) + 1))
    elif way['bus'] != 'system':
        wrong += expect(name, f"the device {way['alias']}", way.get('model'), None)
    label = f"char{way['alias']}"
    if way.get('qemu-commandline'): return wrong
    return wrong + expect(name, f"the host's end of {way['alias']}", host_end(way['host']), chardevs.get(label))


def opened(name):
    """The files that the domain's QEMU has open."""
    def is_qemu(process):
        try:
            with open(f'{process}/cmdline', encoding='utf-8', errors='replace') as file:
                return f'guest={name.replace(" ", "-")},' in file.read()
        except OSError: return False    # another process, which has ended since it was listed
    return {os.readlink(link) for process in glob.glob('/proc/[0-9]*') if is_qemu(process) for link in glob.glob(f'{process}/fd/*')}


def compare_pipe(name, way, files):
    """How many things are wrong about a pipe: QEMU has its two files open, or else the path itself."""
    both, path = re.fullmatch(r'(.+), or (.+) without these', way['host']['address']).groups()
    expected = both.split(' and ') if os.path.exists(f'{path}.in') else [path]
    return expect(name, f"the pipes of {way['alias']}", expected, sorted(files & {path, f'{path}.in', f'{path}.out'}))


def host_end(host):
    """What query-chardev calls the host's end."""
    if host['type'] == 'unix': return f"disconnected:unix:{host['address']},server=on"
    if host['type'] == 'telnet': return f"disconnected:telnet:{host['address']},server=on"
    return {'pty': f"pty:{host.get('address')}"}.get(host['type'], host['type'])


def attempted(binary, host, name):
    """How many things are wrong. A domain that does not start is tried again: on a busy machine libvirt gives up waiting for QEMU."""
    for _ in range(3):
        try: return compare(binary, host, name)
        except libvirt.libvirtError as error: print(f'{name} did not start: {error}')
    return 1


def compare(binary, host, name):
    with host.started(domain(name, host.root)) as started:
        running = started.domain
        text = libvirt_qemu.qemuMonitorCommand(running, 'info qtree', libvirt_qemu.VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP)
        answer = json.loads(libvirt_qemu.qemuMonitorCommand(running, '{"execute": "query-chardev"}', 0))['return']
        xml, files = running.XMLDesc(0), opened(name)
    done = subprocess.run([binary, 'map', '--no-config', '--format', 'json', *VERSIONS, '-'], input=xml, capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        print(f'DIFFERENT: {name}: map refuses it: {done.stderr}')
        return 1
    devices, chardevs = tree(text), {entry['label']: entry['filename'] for entry in answer}
    ways = json.loads(done.stdout)['ways']
    wrong = sum(compare_way(name, way, devices, chardevs) for way in ways)
    wrong += sum(compare_pipe(name, way, files) for way in ways if way['host']['type'] == 'pipe')
    known = {way['alias'] for way in ways}
    for alias, device in devices.items():
        if 'chardev' in device: wrong += expect(name, f'the device {alias}', alias if alias in known else None, alias)
    print(f'{name}: {len(ways)} ways in' + ('' if wrong == 0 else f', {wrong} told wrongly'))
    return wrong


def main():
    with tempfile.TemporaryDirectory(prefix='vc', dir='/tmp') as root:
        host = StartingHost(root)
        for pipe in ('two.in', 'two.out', 'one'):
            os.mkfifo(f'{root}/{pipe}')
            os.chmod(f'{root}/{pipe}', 0o666)
        wrong = sum(attempted(sys.argv[1], host, name) for name in DOMAINS)
    print('no difference' if wrong == 0 else f'{wrong} differences')
    sys.exit(1 if wrong else 0)


main()
