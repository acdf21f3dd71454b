#!/usr/bin/env python3
"""Asks the real libvirt about random domains, and compares what virt-channel makes of them.

usage: oracle.py BINARY [--seed 1] [--count 1000] [--machines pc,q35,...] [--root FOLDER] [--show 5]

Needs virtlogd and libvirtd running; domains are defined under names of their own and undefined at once. With --root the
libvirt that runs in a chroot is asked. What libvirt refuses, `lint`, `argv` and `resolve` are to refuse; what it takes,
`resolve` is to fill in as `define` and `dumpxml --inactive` do, and `argv` is to print as `domxml-to-native` does.
"""
import argparse, concurrent.futures, json, os, re, shlex, subprocess, sys, tempfile
import xml.etree.ElementTree as ElementTree
from random_domain import MACHINES, RandomDomain

BATCH = 20


def virsh(root, *command):
    return (['chroot', root] if root else []) + ['virsh', '-q', '-c', 'qemu:///system', *command]


def ask(domains, folder, root):
    """What libvirt says of each domain: (saved XML or None, command line or None, errors)."""
    commands = []
    for domain in domains:
        path = os.path.join(folder, domain.name + '.xml')
        with open(path, 'w') as file: file.write(domain.xml)
        path = path[len(root):]
        commands += [f'define {path}', f'dumpxml --inactive {domain.name}', f'undefine --nvram {domain.name}',
                     f'domxml-to-native qemu-argv --xml {path}']
    shell = subprocess.run(virsh(root), input='\n'.join(commands) + '\n', stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    answers = [answer.partition('\n')[2].strip() for answer in shell.stdout.split('virsh # ')[1:]]
    return [verdict(*answers[i:i + 4]) for i in range(0, len(commands), 4)]


# What is refused because of the host that answers, not of the domain: one without IOMMU, and where libvirt 7 has no vhost-vsock to open.
OF_THE_HOST = 'VFIO PCI device assignment is not supported by the host', 'invalid use of command API'


def verdict(define, dump, _, native):
    errors = [text for text in (define, native) if 'error:' in text and not any(text.endswith(words) for words in OF_THE_HOST)]
    return (dump if dump.startswith('<domain') else None), (None if 'error:' in native else ours_of(native)), errors


def ours_of(native):
    """The options of a command line that virt-channel prints."""
    words, options = shlex.split(native.replace('\\\n', ' ')), []
    for flag, value in zip(words, words[1:]):
        if flag == '-chardev' and re.search(r'id=char(channel|console|ua-channel|ua-console)', value): options += [flag, value]
        if flag == '-device' and re.search(r'virtio-serial|virtserialport|virtconsole', value): options += [flag, value]
        if flag == '-netdev' and 'guestfwd' in value: options += [flag, value]
    return options


# -- comparing XML by what it means

def number(text):
    try: return int(text, 0)
    except ValueError: return text


def meaning(element):
    """An element without the ways in which the same can be written."""
    attributes = {key: number(value) for key, value in element.attrib.items()}
    if element.tag in ('channel', 'console'): attributes.setdefault('type', 'pty')
    return element.tag, attributes, sorted((meaning(child) for child in element), key=repr)


def devices(text):
    devices = ElementTree.fromstring(text).find('devices')
    return {
        'controllers': sorted((meaning(e) for e in devices.findall("controller[@type='virtio-serial']")), key=lambda m: m[1]['index']),
        'channels': [meaning(e) for e in devices.findall('channel')],
        'consoles': [meaning(e) for e in devices.findall('console') if e.find('target') is not None and e.find('target').get('type') == 'virtio'],
        'pci': sorted((meaning(e) for e in devices.findall("controller[@type='pci']")), key=lambda m: m[1]['index'] if 'index' in m[1] else -1),
    }


def differences(ours, theirs):
    ours, theirs = devices(ours), devices(theirs)
    for kind in ('controllers', 'channels', 'consoles'):
        if ours[kind] != theirs[kind]: yield f'{kind}\n  ours   {ours[kind]}\n  theirs {theirs[kind]}'
    known = {m[1]['index']: m for m in theirs['pci']}
    for mine in ours['pci']:
        other = known.get(mine[1].get('index'))
        if mine[2] and any(child[0] == 'model' for child in mine[2]) and mine != other: yield f'pci\n  ours   {mine}\n  theirs {other}'


def compare(job):
    options, domain, (saved, args, errors) = job
    run = Runner(options, domain.xml)
    problems = run.refusals(errors) if errors else run.differences(saved, args)
    return domain, problems, errors


class Runner:
    """Runs virt-channel on one domain."""

    def __init__(self, options, xml):
        self.binary, self.xml = options.binary, xml.encode()
        self.versions = ['--libvirt', options.libvirt, '--qemu', options.qemu]

    def run(self, *words, text=None):
        return subprocess.run([self.binary, *words, *self.versions], input=self.xml if text is None else text, capture_output=True)

    def argv(self, text=None): return self.run('argv', '--format', 'json', text=text)

    def lint(self):
        """What lint takes for refused by libvirt; QEMU, which has its say at start, is not asked here."""
        result = self.run('lint', '--format', 'json', '--fail-on', 'error')
        errors = [f for f in json.loads(result.stdout)['findings'] if f['severity'] == 'error']
        if result.returncode != bool(errors): return [f'exit status {result.returncode}']
        return [f"{f['code']} {f['message']}" for f in errors if f.get('refusal', {}).get('by') != 'QEMU']

    def refusals(self, errors):
        """Where libvirt's refusal is not foreseen."""
        taken = [command for command, refused in [('lint', bool(self.lint())), ('argv', self.argv().returncode == 1),
                                                  ('resolve', self.run('resolve').returncode == 1)] if not refused]
        return [f'libvirt refuses: {errors[-1]}\n  taken by {", ".join(taken)}'] if taken else []

    def differences(self, saved, args):
        """Where what libvirt makes of a domain is not foreseen."""
        found, argv, resolve = self.lint(), self.argv(), self.run('resolve')
        problems = [f'libvirt takes it, lint says: {text}' for text in found]
        if argv.returncode or resolve.returncode: return problems + [f'libvirt takes it: {(argv.stderr + resolve.stderr).decode()}']
        resolved, mine = resolve.stdout, json.loads(argv.stdout)
        problems += differences(resolved.decode(), saved)
        if self.run('resolve', text=resolved).stdout != resolved: problems.append('resolved twice is not resolved once')
        again = self.argv(resolved)
        if again.returncode: problems.append(f'resolved, it is refused: {again.stderr.decode()}')
        elif sorted(json.loads(again.stdout)) != sorted(mine): problems.append('resolved, then argv, is not argv')
        if args is not None and mine != args: problems.append(f'argv\n  ours   {mine}\n  theirs {args}')
        return problems


def versions_of(root):
    """The libvirt and the QEMU that answer."""
    text = subprocess.run(virsh(root, 'version'), capture_output=True, text=True).stdout
    versions = [re.search(pattern, text) for pattern in (r'library: libvirt (\S+)', r'hypervisor: QEMU (\S+)')]
    if None in versions: sys.exit('no libvirtd answers: start virtlogd -d and libvirtd -d')
    return [version[1] for version in versions]


def has(machine, root):
    """Whether the libvirt that answers has an emulator for a machine."""
    architecture, machine = MACHINES[machine]
    return subprocess.run(virsh(root, 'domcapabilities', '--arch', architecture, '--machine', machine), capture_output=True).returncode == 0


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('binary')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=1000)
    parser.add_argument('--machines', default=','.join(MACHINES))
    parser.add_argument('--root', default='')
    parser.add_argument('--show', type=int, default=5)
    return parser.parse_args()


def main():
    options = parse_options()
    options.libvirt, options.qemu = versions_of(options.root)
    machines = [machine for machine in options.machines.split(',') if has(machine, options.root)]
    domains = [RandomDomain(seed, machines) for seed in range(options.seed, options.seed + options.count)]
    batches = [domains[i:i + BATCH] for i in range(0, len(domains), BATCH)]
    with tempfile.TemporaryDirectory(dir=options.root + '/tmp') as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = [a for batch in pool.map(lambda batch: ask(batch, folder, options.root), batches) for a in batch]
        results = list(pool.map(compare, [(options, *pair) for pair in zip(domains, answers)]))
    different = [(domain, problems) for domain, problems, _ in results if problems]
    for domain, problems in different[:options.show]: print(f'--- seed {domain.seed} ({domain.machine})', *problems, sep='\n')
    refused = sum(bool(errors) for _, _, errors in results)
    print(f'libvirt {options.libvirt}, QEMU {options.qemu}, {",".join(machines)}, seeds {options.seed} to {options.seed + options.count - 1}: '
          f'{len(domains)} domains, {refused} of them refused, {len(different)} with differences')
    sys.exit(bool(different))


main()
