#!/usr/bin/env python3
"""Asks real QEMU and the real libvirt about what `virt-channel xml` makes of random command lines.

QEMU takes the command line; xml prints devices, or says why not; libvirt (qemu:///embed, no daemon) defines them; and QEMU makes the same
ports, numbers, names and chardevs of libvirt's own options, by `info qtree` and `query-chardev`.

Runs xml_law.py BINARY [--seed N] [--count N]; prints a line of outcomes and exits with 1 when the law does not hold.
"""
import argparse, collections, json, os, random, re, shlex, subprocess, sys, tempfile

import libvirt
from embedded import Embedded

BASE = ['-S', '-nodefaults', '-no-user-config', '-display', 'none', '-accel', 'tcg', '-m', '64', '-qmp', 'stdio']
OURS = re.compile(r'"driver":"(pcie-root-port|pcie-pci-bridge|pci-bridge|virtio-serial[^"]*|virtserialport|virtconsole|isa-serial|isa-parallel|isa-debugcon)"')


class CommandLine:
    """A random command line with the devices that xml is about, the same for the same seed."""

    def __init__(self, seed, directory):
        self.random, self.directory = random.Random(seed), directory
        self.machine = self.random.choice(['pc', 'q35'])
        self.arguments, self.ids = ['-M', self.machine], 0
        self.controllers, self.names = [], set()
        for _ in range(self.random.choice([1, 1, 1, 2, 3])): self.controller()
        for _ in range(self.random.choice([1, 2, 3, 5])): self.port()
        if self.random.random() < 0.2: self.arguments += ['-serial', self.random.choice(['pty', 'null', f'file:{directory}/s', f'unix:{directory}/s.sock,server,nowait'])]
        if self.random.random() < 0.1: self.arguments += ['-parallel', 'null']
        if self.random.random() < 0.15: self.arguments += ['-global', 'virtio-serial-pci.vectors=3']
        if self.random.random() < 0.2: self.network()
        if self.random.random() < 0.2: self.tls()
        if self.random.random() < 0.1: self.arguments += ['-object', self.random.choice(['rng-random,id=rng0,filename=/dev/urandom', 'secret,id=sec0,data=letmein'])]
        if self.random.random() < 0.1: self.arguments += ['-set', f'device.{self.plain}.max_ports=9'] if self.plain else []

    plain = None

    def name(self, prefix):
        self.ids += 1
        return f'{prefix}{self.ids}'

    def device(self, properties, json_chance=0.3):
        """A -device in one of the dialects; JSON devices come after all others, so that a command line has one of both."""
        if self.json is None: self.json = self.random.random() < json_chance
        if self.json:
            self.arguments += ['-device', json.dumps(properties)]
        else:
            words = {True: 'on', False: 'off'}
            text = [properties['driver']] + [f'{k}={words.get(v, v) if isinstance(v, bool) else str(v).replace(",", ",,")}'
                                             for k, v in properties.items() if k != 'driver']
            self.arguments += [self.random.choice(['-device', '-device', '--device']), ','.join(text)]

    json = None

    def controller(self):
        pick = self.random.choice
        device = {'driver': pick(['virtio-serial-pci', 'virtio-serial', 'virtio-serial-pci-non-transitional' if self.machine == 'q35' else 'virtio-serial-pci'])}
        if self.random.random() < 0.8: device['id'] = self.name(pick(['vs', 'virtio-serial', 'ua-c', 'a_']))
        if self.random.random() < 0.3: device['max_ports'] = pick([8, 16, 31, 511])
        if self.random.random() < 0.2: device['vectors'] = pick([0, 2, 4])
        if self.random.random() < 0.1: device['packed'] = True
        if self.random.random() < 0.1: device['emergency-write'] = False
        self.device(device)
        if not self.json and 'id' in device: self.plain = device['id']
        self.controllers.append(device)

    def chardev(self):
        pick, id = self.random.choice, self.name('c')
        flag = self.random.random() < 0.5
        server = 'server,nowait' if flag else 'server=on,wait=off'
        path = f'{self.directory}/{id}' + (',,x' if self.random.random() < 0.1 else '')
        text = pick(['null', 'null', 'pty', f'file,path={path}', f'file,path={path},append=on', f'socket,path={path},{server}',
                     f'socket,path={path},reconnect=5', f'socket,host=127.0.0.1,port={20000 + self.random.randrange(20000)},{server}',
                     'ringbuf,size=4096', f'null,logfile={path}', f'udp,host=127.0.0.1,port=4000,localaddr=127.0.0.1,localport={40000 + self.random.randrange(9000)}'])
        parts = text.split(',', 1)
        self.arguments += ['-chardev', f'{parts[0]},id={id}' + (',' + parts[1] if len(parts) > 1 else '')]
        return id

    def port(self):
        console = self.random.random() < 0.3
        device = {'driver': 'virtconsole' if console else 'virtserialport', 'chardev': self.chardev()}
        if self.random.random() < 0.7: device['id'] = self.name(self.random.choice(['p', 'channel', 'console']))
        named = [c['id'] for c in self.controllers if 'id' in c]
        if named and self.random.random() < 0.5: device['bus'] = self.random.choice(named) + '.0'
        if self.random.random() < 0.3: device['nr'] = self.random.randrange(1, 8)
        if not console: device['name'] = self.name('org.law.')
        self.device(device)

    def network(self):
        """A user network with forwards: of the guest to chardevs, a command or a chardev of its own, and of the host."""
        pick, id = self.random.choice, self.name('n')
        forwards = [f'tcp:10.0.2.{9 + number}:7-chardev:{self.chardev()}' for number in range(pick([0, 1, 1, 2]))]
        if self.random.random() < 0.2: forwards.append(f'tcp:10.0.2.20:7-{pick(["cmd:/bin/true", "null"])}')
        host = [f'tcp:127.0.0.1:{20000 + self.random.randrange(20000)}-:22'] if self.random.random() < 0.4 else []
        if self.json:
            words = [{'str': forward} for forward in forwards]
            network = {'type': 'user', 'id': id, **({'guestfwd': words} if words else {}), **({'hostfwd': [{'str': h} for h in host]} if host else {})}
            self.arguments += ['-netdev', json.dumps(network)]
            return
        text = ''.join([f',guestfwd={forward}' for forward in forwards] + [f',hostfwd={forward}' for forward in host])
        self.arguments += pick([['-netdev', f'user,id={id}{text}'], ['-nic', f'user,id={id},model=rtl8139{text}'], ['-nic', f'user{text}']])

    def tls(self):
        """A channel behind TLS, with the certificates of this libvirt or with other credentials."""
        pick, id, credentials = self.random.choice, self.name('c'), self.name('tls')
        listens, kind = pick([True, False]), pick(['x509', 'x509', 'x509', 'anon'])
        device = {'qom-type': f'tls-creds-{kind}', 'id': credentials, 'endpoint': 'server' if listens else 'client'}
        if kind == 'x509': device['dir'] = f'{self.directory}/etc/pki/qemu'
        if self.random.random() < 0.5: device['verify-peer'] = True
        words = {True: 'yes'}
        text = ','.join([device['qom-type']] + [f'{key}={words.get(value, value) if isinstance(value, bool) else value}'
                                                for key, value in device.items() if key != 'qom-type'])
        self.arguments += ['-object', json.dumps(device) if self.json else text]
        end = 'server=on,wait=off' if listens else 'reconnect=5'
        self.arguments += ['-chardev', f'socket,id={id},host=127.0.0.1,port={20000 + self.random.randrange(20000)},tls-creds={credentials},{end}']
        self.device({'driver': 'virtserialport', 'chardev': id, 'name': self.name('org.law.tls.')})

    def text(self):
        """The command line in one of the containers."""
        line = ['qemu-system-x86_64'] + self.arguments
        kind = self.random.choice(['shell', 'variables', 'array', 'python', 'go', 'json', 'yaml', 'hcl', 'nul', 'systemd'])
        double = [json.dumps(word) for word in line]
        return kind, {
            'shell': lambda: 'exec ' + ' \\\n  '.join(map(shlex.quote, line)) + '\n',
            'variables': lambda: 'ARGS=' + shlex.quote(' '.join(self.arguments)) + '\nqemu-system-x86_64 $ARGS\n' if not self.json else ' '.join(map(shlex.quote, line)),
            'array': lambda: 'args=(\n  ' + '\n  '.join(map(shlex.quote, self.arguments)) + '\n)\nqemu-system-x86_64 "${args[@]}" "$@"\n',
            'python': lambda: 'cmd = [\n    ' + ',\n    '.join(map(repr, line)) + ',\n]\nsubprocess.run(cmd)\n',
            'go': lambda: 'args := []string{\n\t' + ',\n\t'.join(double[1:]) + ',\n}\ncmd := exec.Command("qemu-system-x86_64", args...)\n',
            'json': lambda: json.dumps({'command': line[:1], 'args': line[1:]}),
            'yaml': lambda: 'services:\n  vm:\n    command:\n' + ''.join(f'      - {w}\n' for w in double),
            'hcl': lambda: 'qemuargs = [\n' + ''.join(f'  [{a}, {b}],\n' for a, b in zip(double[1::2], double[2::2])) + ']\n',
            'nul': lambda: '\0'.join(line) + '\0',
            'systemd': lambda: '[Service]\nExecStart=/usr/bin/' + ' \\\n  '.join(w if re.fullmatch(r'[\w.,:=/-]+', w) else json.dumps(w.replace('%', '%%').replace('$', '$$')) for w in line) + '\n',
        }[kind]()


class QEMU:
    """What QEMU makes of options, or why it refuses them."""

    def __init__(self, machine, arguments):
        commands = [{'execute': 'qmp_capabilities'}, {'execute': 'query-chardev'},
                    {'execute': 'human-monitor-command', 'arguments': {'command-line': 'info qtree'}}, {'execute': 'quit'}]
        program = subprocess.run(['qemu-system-x86_64', '-M', machine, *BASE, *arguments], capture_output=True, text=True, timeout=60,
                                 input=''.join(json.dumps(c) + '\n' for c in commands))
        answers = [a['return'] for a in map(json.loads, re.findall(r'^\{.*$', program.stdout, re.M)) if 'return' in a]
        self.error = None if len(answers) >= 3 else program.stderr.strip() or 'no answer'
        if self.error: return
        self.files = {c['label']: re.sub(r'/dev/pts/\d+', 'PTY', c['filename']) for c in answers[1]}
        for chardev in re.findall(r'\bid=([^,]+),[^\n]*\btls-creds=', '\n'.join(arguments)): self.files[chardev] += ' TLS'
        self.controllers = self.read(answers[2])
        self.forwards = sorted((address, port, self.files.get(chardev, '')) for address, port, chardev in
                               re.findall(r'tcp:([\d.]+):(\d+)-chardev:([\w.-]+)', '\n'.join(arguments)))

    def read(self, tree):
        """The controllers and the ports in each, with what the chardev behind a port is."""
        controllers, device, others = [], None, []
        for line in tree.splitlines():
            match = re.match(r'\s*dev: ([^,]+), id "(.*)"', line)
            if match:
                device = {'driver': match[1]}
                if match[1] in ('virtserialport', 'virtconsole'): controllers[-1]['ports'].append(device)
                elif re.match(r'virtio-serial-(pci|ccw)', match[1]): controllers.append({**device, 'ports': [], 'p': device})
                elif match[1] in ('isa-serial', 'isa-parallel', 'isa-debugcon'): others.append(device)
            match = re.match(r'\s*(nr|name|chardev|max_ports|vectors|packed|index|iobase) = (.*)', line)
            if match and device is not None and match[1] not in device: device[match[1]] = match[2].strip().strip('"')
        for device in [p for c in controllers for p in c['ports']] + others:
            device['chardev'] = self.files.get(device.get('chardev', ''), '')
        key = lambda d: sorted(d.items())
        return [(sorted(((k, v) for k, v in c['p'].items())), sorted(map(key, c['ports']))) for c in controllers], sorted(map(key, others))


def same(one, other):
    """The order of the controllers is that of their buses in the tree, which differs with the PCI slots."""
    return (sorted(map(str, one.controllers[0])) == sorted(map(str, other.controllers[0])) and one.controllers[1] == other.controllers[1]
            and one.forwards == other.forwards)


def certify(directory):
    """Puts the certificates that libvirt looks for into its directory, for both ends."""
    os.makedirs(directory, exist_ok=True)
    run = lambda *words: subprocess.run(['openssl', *words], cwd=directory, check=True, capture_output=True)
    run('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=law', '-keyout', 'ca-key.pem',
        '-out', 'ca-cert.pem', '-addext', 'keyUsage=critical,keyCertSign')
    for end, usage in [('server', 'serverAuth'), ('client', 'clientAuth')]:
        with open(f'{directory}/extensions', 'w', encoding='utf-8') as file:
            file.write(f'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage={usage}\n')
        run('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=localhost', '-keyout', f'{end}-key.pem',
            '-out', 'request.pem')
        run('x509', '-req', '-in', 'request.pem', '-CA', 'ca-cert.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial', '-days', '2',
            '-extfile', 'extensions', '-out', f'{end}-cert.pem')


class Law:
    def __init__(self, binary, host, directory):
        self.binary, self.host, self.directory = binary, host, directory
        self.counts, self.broken = collections.Counter(), []
        self.reasons = collections.Counter()
        certify(f'{directory}/etc/pki/qemu')

    def note(self, outcome, seed='', why=''):
        self.counts[outcome] += 1
        if outcome == 'broken': self.broken.append(f'xml {seed}: {why}')

    def native(self, machine, xml):
        text = (f"<domain type='qemu'><name>law</name><memory unit='MiB'>64</memory><os><type arch='x86_64' machine='{machine}'>hvm</type></os>"
                f"<devices>{xml}<controller type='usb' model='none'/><memballoon model='none'/></devices></domain>")
        try:
            domain = self.host.connection.defineXML(text)
        except libvirt.libvirtError as error: return None, str(error)
        try:
            line = shlex.split(self.host.connection.domainXMLToNative('qemu-argv', domain.XMLDesc(2)))
        except libvirt.libvirtError as error: return None, str(error)
        finally: domain.undefine()
        kept, index = [], 0
        while index < len(line) - 1:
            flag, value = line[index:index + 2]
            if (flag == '-device' and OURS.search(value) or flag == '-chardev' and 'id=charmonitor' not in value
                    or flag == '-object' and 'tls-creds' in value or flag == '-netdev' and 'guestfwd' in value): kept += [flag, value]
            index += 1
        return kept, None

    def said(self, text):
        """Counts why a command line has no complete form."""
        self.note('said')
        for reason in sorted(set(re.findall(r"^\S+: \w+: (.*) \[VC718", text, re.M) + re.findall(r'TLS with credentials other', text))):
            self.reasons[re.sub(r"'[^']*'", "'…'", reason)] += 1

    def silent(self, line, program):
        """Whether an option beside the devices is in neither the XML nor the messages."""
        said = program.stdout + program.stderr
        return any(word not in said for word, reason in
                   [('hostfwd', 'hostfwd='), ('rng-random', 'rng-random'), ('secret', 'secret,'), ('cmd:', '-cmd:'), ('10.0.2.20:7-null', '-null')]
                   if any(reason in argument or f'"{word}"' in argument for argument in line.arguments))

    def check(self, seed):
        line = CommandLine(seed, self.directory)
        before = QEMU(line.machine, line.arguments[2:])
        if before.error: return self.note('invalid')
        kind, text = line.text()
        program = subprocess.run([self.binary, 'xml', '--libvirt', '9.0.0', '--qemu', '7.2.0', '-'], input=text, capture_output=True, text=True)
        if program.returncode not in (0, 1): return self.note('broken', seed, f'{kind}: status {program.returncode}: {program.stderr}\n{text}')
        kept, why = self.native(line.machine, program.stdout)
        if program.returncode: return self.note('refused' if why else 'broken', seed, f'{kind}: libvirt takes it, xml says: {program.stderr}\n{text}')
        if why: return self.note('broken', seed, f'{kind}: libvirt refuses: {why}\n{text}\n{program.stdout}')
        if self.silent(line, program): return self.note('broken', seed, f'{kind}: an option is lost without a word: {program.stderr}\n{text}')
        if 'VC718' in program.stderr or 'TLS with credentials other' in program.stderr: return self.said(program.stderr)
        after = QEMU(line.machine, kept)
        if after.error: return self.note('broken', seed, f'{kind}: QEMU refuses libvirt\'s options: {after.error}\n{shlex.join(kept)}')
        if same(before, after): return self.note('held')
        self.note('broken', seed, f'{kind}: not the same\n{text}\n{program.stdout}\n{before.controllers} {before.forwards}\n{after.controllers} {after.forwards}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('binary')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='vc-xml-') as root:
        law = Law(options.binary, Embedded(root), root)
        for seed in range(options.seed, options.seed + options.count): law.check(seed)
    for text in law.broken[:5]: print(text)
    for reason, count in law.reasons.most_common(): print(f'{count} said: {reason}')
    print('xml: ' + ', '.join(f'{count} {outcome}' for outcome, count in sorted(law.counts.items())))
    return 1 if law.broken or not law.counts['held'] else 0


if __name__ == '__main__':
    status = main()
    sys.stdout.flush()
    os._exit(status)    # libvirt's threads have nothing more to do.
