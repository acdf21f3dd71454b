"""What generate --attach offers, libvirt attaches to the running domain; what it refuses, no address makes attachable."""
import random, re
from xml.etree import ElementTree

import libvirt

NAMES = ['org.law.0', 'org.law.1', 'org.law.2']


class PortsDomain:
    """A domain that starts, with virtio-serial devices in every form; the same for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.seed = seed
        pick, some = self.random.choice, self.random.randrange
        self.indices = self.random.sample([0, 1, 2, 5], some(0, 4))
        devices = [f"<controller type='virtio-serial' index='{index}'{self.size()}/>" for index in self.indices]
        devices += [f"<serial type='pty'/>"] if some(3) == 0 else []
        first = [self.console('serial')] if some(3) == 0 else []
        channels = [self.channel(number) for number in range(some(0, 5))]
        consoles = [self.console('virtio') for _ in range(some(0, 4))]
        devices += first + self.shuffled(channels + consoles)
        self.xml = (f"<domain type='qemu'>\n  <name>attach-{seed}</name>\n  <memory unit='MiB'>16</memory>\n"
                    f"  <os><type arch='x86_64' machine='{pick(['pc', 'q35'])}'>hvm</type></os>\n  <devices>\n    "
                    + '\n    '.join(devices) + "\n    <memballoon model='none'/>\n  </devices>\n</domain>\n")

    def shuffled(self, values): return self.random.sample(values, len(values))

    def size(self): return self.random.choice(['', '', " ports='1'", " ports='2'", " ports='3'", " ports='5'"])

    def address(self):
        if not self.indices or self.random.random() < 0.5: return ''
        port = self.random.choice(['', " port='0'", " port='1'", " port='2'", " port='4'"])
        return f"<address type='virtio-serial' controller='{self.random.choice(self.indices)}'{port}/>"

    def channel(self, number):
        source = self.random.choice(["<channel type='pty'>", "<channel type='null'>", f"<channel type='unix'><source mode='bind'/>"])
        return f"{source}<target type='virtio' name='org.ours.{number}'/>{self.address()}</channel>"

    def console(self, target):
        kind = self.random.choice(['pty', 'null'])
        return f"<console type='{kind}'><target type='{target}'/>{self.address() if target == 'virtio' else ''}</console>"

    def request(self):
        """The arguments of generate for some device."""
        kind = self.random.choice(['channel', 'channel', 'console', 'console', 'serial'])
        if kind == 'serial': return ['console', '--target', 'serial']
        where = []
        if self.random.random() < 0.3:
            where = ['--controller', str(self.random.choice([0, 1, 2, 5]))]
            if self.random.random() < 0.5: where += ['--port', str(self.random.choice([0, 1, 2, 3, 4]))]
        name = ['--name', self.random.choice(NAMES + ['org.ours.0', 'org.qemu.guest_agent.0'])] if kind == 'channel' else []
        replace = ['--replace'] if self.random.random() < 0.2 else []
        return [kind, *name, '--type', self.random.choice(['pty', 'unix']) if kind == 'channel' else 'pty', *where, *replace]


class AttachLaw:
    name = 'attach'

    def __init__(self, laws, host): self.laws, self.host = laws, host

    def run(self, seed, count):
        while self.laws.total(self.name) < count:
            self.check(seed)
            seed += 1

    def check(self, seed):
        ports = PortsDomain(seed)
        try:
            with self.host.started(ports.xml) as domain:
                for number in range(4):
                    # The first is asked of the text that the domain was started from.
                    self.request(f'{seed}.{number}', domain, ports.request(), domain.xml if number else ports.xml)
        except libvirt.libvirtError: pass    # A domain of which QEMU or libvirt refuses something.

    def request(self, case, domain, arguments, xml):
        program = self.laws.run(xml, 'generate', *arguments, '--attach', '-')
        words = ' '.join(arguments)
        if program.returncode == 0 and program.stdout: self.offered(case, domain, words, arguments, program.stdout)
        elif program.returncode == 0: self.present(case, domain, words, arguments)
        else: self.refused(case, domain, words, arguments, program.stderr)

    def offered(self, case, domain, words, arguments, device):
        before = domain.xml
        name = arguments[arguments.index('--name') + 1] if '--name' in arguments else None
        why = (domain.detach(name) if '--replace' in arguments else None) or domain.attach(device)
        if why: return self.note('broken', case, f'{words}: offers {flat(device)}: {why}', before)
        if arguments[0] == 'channel':
            again = self.laws.run(domain.xml, 'generate', *arguments, '--attach', '-')
            if again.returncode or again.stdout: return self.note('broken', case, f'{words}: not idempotent: {again.stderr}{flat(again.stdout)}', domain.xml)
        self.note('held', case)

    def present(self, case, domain, words, arguments):
        name = arguments[arguments.index('--name') + 1] if '--name' in arguments else None
        has = name in domain.names
        self.note('present' if has else 'broken', case, f'{words}: not there', domain.xml)

    def refused(self, case, domain, words, arguments, stderr):
        if 'console' in arguments and 'serial' in arguments: return self.note('refused', case)
        if '--name' in arguments and '--replace' not in arguments and arguments[arguments.index('--name') + 1] in domain.names: return self.note('refused', case)
        before = domain.xml
        if '--replace' in arguments: domain.detach(arguments[arguments.index('--name') + 1] if '--name' in arguments else None)
        for device in self.ways(domain, arguments):
            if domain.attach(device) is None:
                return self.note('broken', case, f'{words}: refused ({stderr.strip()[:150]}), but works as {flat(device)}', before)
        self.note('refused', case)

    def ways(self, domain, arguments):
        """The device that was asked for at each address that it could have."""
        given = dict(zip(arguments[1::2], arguments[2::2]))    # The one flag, --replace, is the last.
        kind = 'channel' if arguments[0] == 'channel' else 'console'
        name = f" name='{given['--name']}'" if '--name' in given else ''
        controllers = [int(given['--controller'])] if '--controller' in given else domain.controllers
        ports = [int(given['--port'])] if '--port' in given else range(kind == 'channel', 6)
        if kind == 'console' and not '--controller' in given: yield "<console type='pty'><target type='virtio'/></console>"
        for controller in controllers:
            for port in ports:
                yield (f"<{kind} type='pty'><target type='virtio'{name}/>"
                       f"<address type='virtio-serial' controller='{controller}' bus='0' port='{port}'/></{kind}>")

    def note(self, outcome, case, why='', xml=''):
        self.laws.note('attach', outcome, case, why, xml)


def flat(xml): return re.sub(r'>\s+<', '><', xml.strip())
