#!/usr/bin/python3
"""Holds `virt-channel fix` to its law against the real libvirt: a safe fix leaves the options of QEMU as they were.

usage: fix_law.py BINARY [--seed 1] [--count 500] [--show 5] [--recorded FILE.jsonl ...]

libvirt's QEMU driver runs inside this process (python3-libvirt, qemu:///embed), so no daemon is needed. Of each seeded domain, and of
each recorded one, whatever safe fixes there are is applied; where libvirt translates the domain to options, it must translate the fixed
one to the same options. Ends with status 1 when it does not, or when fewer than a tenth of the domains had something to fix.
"""
import argparse, json, os, re, subprocess, sys, tempfile

from embedded import Embedded
from mutations import Mutator
from random_domain import MACHINES, RandomDomain

# What libvirt makes up anew each time it reads a domain.
INVENTED = re.compile(r'-uuid \S+|"mac":"[^"]+"|mac=[0-9a-f:]+|base=[0-9T:-]+')
VERSIONS = ['--libvirt', '9.0.0', '--qemu', '7.2.22']


def options_of(libvirtd, xml):
    """The options of a domain without what is invented; None where libvirt refuses it."""
    native = libvirtd.native(xml)[0]
    return native and INVENTED.sub('', native)


def seeded(seed, count, bases):
    for number in range(seed, seed + count):
        random = RandomDomain(number, list(MACHINES.keys()))
        mutator = Mutator(number)
        base = random.xml if not bases or mutator.random.random() < 0.5 else mutator.random.choice(bases)
        yield f'seed {number}', mutator.mutate(base)


def recorded(files):
    for path in files:
        with open(path, encoding='utf-8') as lines:
            for number, line in enumerate(lines, 1):
                yield f'{os.path.basename(path)}:{number}', json.loads(line)['xml']


def fixed(binary, domains, folder):
    """The domains after all safe fixes."""
    for number, (_, xml) in enumerate(domains):
        with open(f'{folder}/{number}.xml', 'w', encoding='utf-8') as file: file.write(xml)
    subprocess.run([binary, 'fix', '--no-config', '--write', *VERSIONS, folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for number in range(len(domains)):
        with open(f'{folder}/{number}.xml', encoding='utf-8') as file: yield file.read()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('binary')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=500)
    parser.add_argument('--show', type=int, default=5)
    parser.add_argument('--recorded', nargs='*', default=[])
    return parser.parse_args()


def main():
    options = arguments()
    others = list(recorded(options.recorded))
    domains = list(seeded(options.seed, options.count, [xml for _, xml in others])) + others
    changed = broken = 0
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as root:
        results = list(fixed(options.binary, domains, folder))
        libvirtd = Embedded(root)
        accepted = 0
        for (name, xml), result in zip(domains, results):
            if xml == result: continue
            before = options_of(libvirtd, xml)
            if before is None: continue
            changed += 1
            after = options_of(libvirtd, result)
            if before == after: continue
            broken += 1
            if broken <= options.show: show(name, xml, result, before, after)
    print(f'{len(domains)} domains, {changed} accepted by libvirt and fixed, {broken} with other options afterwards')
    return 1 if broken or changed < options.count / 10 else 0


def show(name, xml, result, before, after):
    import difflib
    print(f'== {name}')
    for old, new in ((xml, result), (before, after or '(refused)')):
        lines = difflib.unified_diff(old.replace(' -', '\n-').splitlines(), new.replace(' -', '\n-').splitlines(), n=0, lineterm='')
        print('\n'.join(line for line in lines if not line.startswith(('---', '+++', '@@'))))


if __name__ == '__main__': sys.exit(main())
