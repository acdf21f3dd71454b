#!/usr/bin/python3
"""Asks the real libvirt and QEMU, without a daemon (qemu:///embed), whether what virt-channel writes is what they accept.

fix:     safe fixes leave QEMU's options as they were.
convert: a domain in which --replace-spice has replaced spice defines and starts, or is refused.
into:    a domain that generate --into has changed defines and starts, and its other devices are where libvirt alone puts them.
attach:  what --attach offers, libvirt attaches to the running domain; what it refuses, cannot be attached.
resolve: what resolve prints defines, and is saved as the domain itself.

Runs laws.py BINARY [--laws fix,convert,into,attach,resolve] [--seed N] [--count N] [--wild DIRECTORY] [--recorded FILE.jsonl ...]; prints a line
for each law and ends with status 1 when one does not hold.
"""
import argparse, collections, os, subprocess, sys, tempfile

from attach_law import AttachLaw
from convert_law import ConvertLaw
from fix_law import FixLaw
from into_law import IntoLaw
from resolve_law import ResolveLaw
from started_domain import StartingHost

# What says nothing about a law.
UNCOUNTED = {'not startable', 'does not start before', 'unchanged'}


class Laws:
    """What came of each law."""

    def __init__(self, binary, show):
        self.binary, self.show = binary, show
        self.versions = ['--libvirt', '9.0.0', '--qemu', '7.2.22']
        self.counts = collections.defaultdict(collections.Counter)

    def run(self, xml, *arguments):
        return subprocess.run([self.binary, *arguments, *self.versions], input=xml, capture_output=True, text=True, check=False)

    def note(self, law, outcome, case='', why='', xml=''):
        self.counts[law][outcome] += 1
        if outcome != 'broken': return
        print(f'broken: {law} {case}: {why.strip()[:2000]}', flush=True)
        if self.show: print(xml, flush=True)

    def total(self, law): return sum(number for outcome, number in self.counts[law].items() if outcome not in UNCOUNTED)

    def broken(self): return sum(counts['broken'] for counts in self.counts.values())


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('binary')
    parser.add_argument('--laws', default='fix,convert,into,attach,resolve')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=500)
    parser.add_argument('--wild')
    parser.add_argument('--recorded', nargs='*', default=[])
    parser.add_argument('--show', action='store_true', help='print the domains too')
    return parser.parse_args()


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix='vc-laws-') as root:
        laws, host = Laws(options.binary, options.show), StartingHost(root)
        all_laws = [FixLaw(laws, host, options.recorded), ConvertLaw(laws, host, options.wild), IntoLaw(laws, host),
                    AttachLaw(laws, host), ResolveLaw(laws, host)]
        for law in all_laws:
            if law.name not in options.laws.split(','): continue
            law.run(options.seed, options.count)
            print(law.name, dict(sorted(laws.counts[law.name].items())), flush=True)
    sys.stdout.flush()
    os._exit(1 if laws.broken() else 0)    # libvirt's threads have nothing more to do.


if __name__ == '__main__': main()
