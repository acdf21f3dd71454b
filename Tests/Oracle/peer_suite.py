#!/usr/bin/python3
"""Runs cases of libvirt's own test suite: domains with a channel, a console, a virtio-serial controller or another chardev, and what libvirt
expects of them.

usage: peer_suite.py BINARY LIBVIRT-SOURCE ... [--show 5] [--only NAME]

Cases with the capabilities of a real QEMU are taken, as NAME.ARCHITECTURE-VERSION.args, .xml or .err; those of invented capabilities are not.
Options: those that virt-channel prints, in their order. XML: virtio-serial controllers, channels, virtio consoles and PCI controllers as saved.
Refusals: the words of libvirt. What is read away before comparing is in peer_normalised.py, differences that stay are in peer_explained.py,
each with its reason. Ends with status 1 when a difference is not explained.
"""
import argparse, collections, glob, json, os, re, subprocess, sys

from comparison import differences
from oracle import first_difference, ours_of
from peer_explained import explanation
from peer_normalised import Directories, normalised

ABOUT = re.compile(r"<(channel|console|parallel|smartcard|redirdev|rng)[ >]|type=['\"]virtio-serial['\"]")
CASE = re.compile(r'(?P<name>.+)\.(?P<arch>[a-z0-9_]+)-(?P<version>latest|[0-9.]+)\.(?P<kind>args|err|xml)$')
ARCHITECTURES = {'x86_64', 'aarch64', 'armv7l', 'ppc64', 's390x', 'riscv64', 'loongarch64', 'ppc', 'sparc'}
KINDS = ['argv', 'xml', 'refusals']


class Suite:
    """The test data of one version of libvirt."""

    def __init__(self, directory):
        self.version = re.search(r'libvirt-([0-9.]+)$', directory.rstrip('/')).group(1)
        self.tests = os.path.join(directory, 'tests')
        self.domains = next(path for path in (os.path.join(self.tests, name) for name in ('qemuxmlconfdata', 'qemuxml2argvdata')) if os.path.isdir(path))
        self.saved = os.path.join(self.tests, 'qemuxml2xmloutdata') if self.domains.endswith('argvdata') else self.domains
        self.latest, self.directories = {}, Directories(read(os.path.join(self.tests, 'testutilsqemu.c')))

    def cases(self):
        for path in sorted(glob.glob(f'{self.domains}/*.args') + glob.glob(f'{self.domains}/*.err') + glob.glob(f'{self.saved}/*.xml')):
            match = CASE.match(os.path.basename(path))
            if not match or match['arch'] not in ARCHITECTURES: continue
            source = os.path.join(self.domains, match['name'] + '.xml')
            if os.path.exists(source) and ABOUT.search(read(source)): yield Case(self, source, path, match)

    def qemu(self, architecture, version):
        """The version of QEMU whose capabilities a case has."""
        if version != 'latest': return version
        if architecture not in self.latest:
            names = [os.path.basename(path) for path in glob.glob(f'{self.tests}/qemucapabilitiesdata/caps_*[._]{architecture}.xml')]
            numbers = [tuple(map(int, re.findall(r'caps_([0-9]+)\.([0-9]+)\.([0-9]+)', name)[0])) for name in names]
            self.latest[architecture] = '.'.join(map(str, max(numbers, default=(0, 0, 0))))
        return self.latest[architecture]


class Case:
    """One domain and one thing that is expected of it."""

    def __init__(self, suite, source, expected, match):
        self.suite, self.xml = suite, suite.directories.ours(read(source))
        self.name, self.kind, self.expected = os.path.basename(expected), match['kind'], read(expected)
        self.versions = ['--libvirt', suite.version, '--qemu', suite.qemu(match['arch'], match['version'])]

    @property
    def section(self): return {'args': 'argv', 'xml': 'xml', 'err': 'refusals'}[self.kind]

    def run(self, binary, *command):
        return subprocess.run([binary, *command, *self.versions], input=self.xml.encode(), capture_output=True, check=False)

    def problem(self, binary):
        """What differs; None when nothing does."""
        return {'argv': self.argv, 'xml': self.resolution, 'refusals': self.refusal}[self.section](binary)

    def argv(self, binary):
        result = self.run(binary, 'argv', '--format', 'json')
        if result.returncode: return f'argv refuses: {result.stderr.decode().strip()}'
        theirs = ours_of(self.expected.replace('\\\n', ''))    # libvirt 7.0.0 breaks lines inside of options.
        ours, theirs = normalised(json.loads(self.suite.directories.theirs(result.stdout.decode())), theirs)
        return None if ours == theirs else 'argv\n' + first_difference(ours, theirs)

    def resolution(self, binary):
        result = self.run(binary, 'resolve')
        if result.returncode: return f'resolve refuses: {result.stderr.decode().strip()}'
        return '\n'.join(differences(self.suite.directories.theirs(result.stdout.decode()), self.expected)) or None

    def refusal(self, binary):
        """Whether libvirt's words are among those of the findings."""
        expected = re.sub(r'\s+', ' ', self.expected).strip()
        result = self.run(binary, 'lint', '--no-config', '--format', 'json')
        said = [finding.get('refusal', {}).get('message', '') for finding in json.loads(result.stdout)['findings']]
        if expected in said: return None
        return f'libvirt refuses: {expected}\n  lint says: {[text for text in said if text]}'


def read(path):
    with open(path, encoding='utf-8') as file: return file.read()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('binary')
    parser.add_argument('sources', nargs='+')
    parser.add_argument('--show', type=int, default=5)
    parser.add_argument('--only', default='')
    return parser.parse_args()


def main():
    options = arguments()
    failed = 0
    print('| libvirt | compared | cases | equal | explained | differ |\n|---|---|---:|---:|---:|---:|')
    for directory in options.sources:
        suite, counts, reasons, shown = Suite(directory), collections.defaultdict(collections.Counter), collections.Counter(), []
        for case in suite.cases():
            if options.only not in case.name: continue
            problem = case.problem(options.binary)
            why = problem and explanation(case, problem)
            counts[case.section]['explained' if why else 'differ' if problem else 'equal'] += 1
            if why: reasons[f'{case.section}: {why}'] += 1
            elif problem: shown.append(f'--- {suite.version} {case.name} {" ".join(case.versions)}\n{problem}')
        for kind in KINDS:
            numbers = counts[kind]
            print(f"| {suite.version} | {kind} | {sum(numbers.values())} | {numbers['equal']} | {numbers['explained']} | {numbers['differ']} |", flush=True)
            failed += numbers['differ']
        for reason, count in sorted(reasons.items()): print(f'    {count:3} {reason}')
        for text in shown[:options.show]: print(text)
    sys.exit(1 if failed else 0)


if __name__ == '__main__': main()
