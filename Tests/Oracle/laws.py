#!/usr/bin/env python3
"""Asks the real libvirt, in this process (qemu:///embed, no daemon), whether what virt-channel writes is what libvirt takes.

convert: a domain in which --replace-spice has replaced spice defines, and its QEMU options can be built, or is refused.
into:    a domain that generate --into has changed defines, and its QEMU options can be built.
resolve: what resolve prints defines, and dumps as what the domain itself dumps as.

Runs laws.py BINARY [--seed N] [--count N]; prints a line for each law and exits with 1 when one does not hold.
"""
import argparse, collections, os, random, re, subprocess, sys, tempfile
from xml.etree import ElementTree

from embedded import Embedded
from random_domain import RandomDomain


class SpiceDomain:
    """A domain with spice in many of its forms, the same for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        pick = self.random.choice
        port = pick(['', '', " port='-1'", " port='0'", " port='5930'", " port='3000'"])
        display = (port + pick(['', " autoport='yes'", " autoport='no'"]) + pick(['', '', " tlsPort='-1'", " tlsPort='5999'"])
                   + pick(['', '', '', " passwd='secret'", " passwd='much-too-long'"])
                   + pick(['', '', '', " defaultMode='secure'", " defaultMode='insecure'"])
                   + pick(['', '', " connected='keep'", " connected='disconnect'", " connected='fail'"]))
        if 'connected' in display and 'passwd' not in display: display += " passwd='secret'"
        parts = [pick(['', "<listen type='address'/>", "<listen type='none'/>"]), pick(['', "<clipboard copypaste='no'/>"]),
                 pick(['', "<mouse mode='server'/>"]), pick(['', "<image compression='off'/>"]),
                 pick(['', '', '', "<channel name='main' mode='secure'/>"])]
        devices = [f"<graphics type='spice'{display}>{''.join(parts)}</graphics>"]
        for chance, xml in [
            (0.7, "<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>"),
            (0.3, "<channel type='spiceport'><source channel='org.spice-space.webdav.0'/><target type='virtio' name='org.spice-space.webdav.0'/></channel>"),
            (0.3, "<audio id='1' type='spice'/>"), (0.3, "<redirdev bus='usb' type='spicevmc'/>"),
            (0.2, "<smartcard mode='passthrough' type='spicevmc'/>"),
            (0.2, "<parallel type='spiceport'><source channel='a'/><target port='0'/></parallel>"),
            (0.2, "<serial type='spiceport'><source channel='b'/><target port='0'/></serial>"),
            (0.2, "<graphics type='vnc'/>"), (0.5, "<video><model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='1'/></video>"),
            (0.3, "<sound model='ich6'/>"),
        ]:
            if self.random.random() < chance: devices.append(xml)
        self.random.shuffle(devices)
        self.xml = (f"<domain type='qemu'>\n  <name>spice-{seed}</name>\n  <memory unit='MiB'>64</memory>\n"
                    f"  <os><type arch='x86_64' machine='{pick(['pc', 'q35'])}'>hvm</type></os>\n  <devices>\n    "
                    + '\n    '.join(devices) + '\n  </devices>\n</domain>\n')


class Laws:
    def __init__(self, binary, host):
        self.binary, self.host = binary, host
        self.versions = ['--libvirt', '9.0.0', '--qemu', '7.2.0']
        self.counts = collections.defaultdict(collections.Counter)
        self.broken = []

    def run(self, xml, *arguments):
        return subprocess.run([self.binary, *arguments, *self.versions], input=xml, capture_output=True, text=True)

    def note(self, law, outcome, seed='', why=''):
        self.counts[law][outcome] += 1
        if outcome == 'broken': self.broken.append(f'{law} {seed}: {why}')

    def check(self, law, seed, program):
        """What the program has written must be taken by libvirt."""
        if program.returncode:
            return self.note(law, 'refused' if program.returncode in (1, 2) and program.stderr else 'broken', seed, program.stderr)
        why = self.host.accepts(program.stdout)[1]
        self.note(law, 'broken' if why else 'held', seed, why)

    def convert(self, seed):
        xml = SpiceDomain(seed).xml
        self.check('convert', seed, self.run(xml, 'generate', '--replace-spice', '--into', '-'))

    def into(self, seed, xml):
        what = random.Random(seed).choice([
            ['--preset', 'guest-agent'], ['channel', '--name', 'org.law.0'], ['console'], ['controller'],
            ['channel', '--name', 'org.law.0', '--controller', '1'], ['--preset', 'console', '--preset', 'guest-agent']])
        self.check('into', seed, self.run(xml, 'generate', *what, '--into', '-'))

    def resolve(self, seed, xml, dump):
        program = self.run(xml, 'resolve', '-')
        if program.returncode: return self.note('resolve', 'broken', seed, program.stderr)
        again, why = self.host.accepts(program.stdout)
        same = again and normal(again) == normal(dump)
        self.note('resolve', 'held' if same else 'broken', seed, why or 'dumps as something else')


def normal(dump):
    """The devices of a dump in any order, without what libvirt makes up anew each time."""
    dump = re.sub(r'\s*(<uuid>.*?</uuid>|<mac address=.*?/>)', '', dump)
    root = ElementTree.fromstring(dump)
    devices = root.find('devices')
    texts = sorted(ElementTree.tostring(device).strip() for device in devices)
    root.remove(devices)
    return texts, ElementTree.tostring(root)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('binary')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='vc-laws-') as root:
        laws = Laws(options.binary, Embedded(root))
        seed, done = options.seed, 0
        for number in range(options.seed, options.seed + options.count): laws.convert(number)
        while done < options.count:
            xml = RandomDomain(seed, ['pc', 'q35']).xml
            seed += 1
            dump, _ = laws.host.accepts(xml)
            if dump is None: continue
            laws.into(seed, xml)
            laws.resolve(seed, xml, dump)
            done += 1
    for law, counts in laws.counts.items(): print(law, dict(counts), flush=True)
    for line in laws.broken[:20]: print('broken:', line.strip()[:400])
    sys.stdout.flush()
    os._exit(1 if laws.broken else 0)    # libvirt's threads have nothing more to do.


main()
