#!/usr/bin/env python3
"""Asks the real libvirt about random domains, and compares what virt-channel makes of them.

usage: oracle.py BINARY [--count 1000] [--seed 1] [--machines pc,q35,...] [--libvirt 9.0.0 --qemu 7.2.0] [--root FOLDER]

Needs virtlogd and libvirtd running; domains are defined under names of their own and undefined at once. With --root the
libvirt that runs in a chroot is asked. What libvirt refuses, virt-channel is to refuse; what it takes, `resolve` is to
fill in as `define` and `dumpxml --inactive` do, and `argv` is to print as `domxml-to-native` does.
"""
import argparse, concurrent.futures, json, os, re, shlex, subprocess, sys, tempfile
import xml.etree.ElementTree as ElementTree
from random_domain import MACHINES, RandomDomain

BATCH = 20


def ask(domains, folder, root):
    """What libvirt says of each domain: (saved XML or None, command line or None, errors)."""
    commands = []
    for domain in domains:
        path = os.path.join(folder, domain.name + '.xml')
        with open(path, 'w') as file: file.write(domain.xml_text)
        path = path[len(root):]
        commands += [f'define {path}', f'dumpxml --inactive {domain.name}', f'undefine --nvram {domain.name}',
                     f'domxml-to-native qemu-argv --xml {path}']
    virsh = (['chroot', root] if root else []) + ['virsh', '-q', '-c', 'qemu:///system']
    shell = subprocess.run(virsh, input='\n'.join(commands) + '\n', stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    answers = [answer.partition('\n')[2].strip() for answer in shell.stdout.split('virsh # ')[1:]]
    return [verdict(*answers[i:i + 4]) for i in range(0, len(commands), 4)]


def verdict(define, dump, _, native):
    errors = [text for text in (define, native) if 'error:' in text]
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
    versions = ['--libvirt', options.libvirt, '--qemu', options.qemu]
    run = lambda *words: subprocess.run([options.binary, *words], input=domain.xml_text.encode(), capture_output=True)
    resolved, problems = run('resolve', *versions), []
    if saved is None:
        if resolved.returncode != 1: problems.append(f'libvirt refuses: {errors}\n  resolve ends with {resolved.returncode}')
    elif resolved.returncode != 0: problems.append(f'libvirt takes it, resolve ends with {resolved.returncode}: {resolved.stderr.decode()}')
    else:
        text = resolved.stdout.decode()
        problems += differences(text, saved)
        again = subprocess.run([options.binary, 'resolve', *versions], input=resolved.stdout, capture_output=True).stdout
        if again != resolved.stdout: problems.append('resolved twice is not resolved once')
    if options.argv and args is not None:
        printed = run('argv', '--format', 'json', *versions)
        mine = json.loads(printed.stdout) if printed.returncode == 0 else printed.stderr.decode()
        if mine != args: problems.append(f'argv\n  ours   {mine}\n  theirs {args}')
    return domain, problems, errors


def record(options, domains, answers):
    """Keeps what libvirt said, in the form of ../shared/oracle."""
    with open(options.record, 'w') as file:
        for domain, (saved, args, errors) in zip(domains, answers):
            entry = {'seed': domain.name[7:], 'wild': False, 'libvirt': options.libvirt, 'qemu_version': options.qemu, 'xml': domain.xml_text,
                     'native_error': None if args is not None else errors[-1], 'define_error': None if saved else errors[0], 'args': args}
            if saved: entry['full'] = saved
            file.write(json.dumps(entry) + '\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('binary'); parser.add_argument('--count', type=int, default=1000); parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--machines', default=','.join(MACHINES)); parser.add_argument('--libvirt', default='9.0.0'); parser.add_argument('--qemu', default='7.2.0')
    parser.add_argument('--record')
    parser.add_argument('--root', default=''); parser.add_argument('--show', type=int, default=5); parser.add_argument('--no-argv', dest='argv', action='store_false')
    options = parser.parse_args()
    domains = [RandomDomain(seed, options.machines.split(',')) for seed in range(options.seed, options.seed + options.count)]
    for domain in domains: domain.xml_text = domain.xml
    batches = [domains[i:i + BATCH] for i in range(0, len(domains), BATCH)]
    with tempfile.TemporaryDirectory(dir=options.root + '/tmp') as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = [a for batch in pool.map(lambda batch: ask(batch, folder, options.root), batches) for a in batch]
        results = list(pool.map(compare, [(options, d, a) for d, a in zip(domains, answers)]))
    if options.record: record(options, domains, answers)
    different = [(domain, problems) for domain, problems, _ in results if problems]
    for domain, problems in different[:options.show]: print(f'--- seed {domain.name[7:]} ({domain.machine})', *problems, sep='\n')
    refused = sum(bool(errors) for _, _, errors in results)
    print(f'seeds {options.seed} to {options.seed + options.count - 1}: {len(domains)} domains, {refused} of them refused, {len(different)} with differences')
    sys.exit(bool(different))


main()
