"""Safe fixes leave the options of QEMU as they were: where libvirt translates a domain, it must translate the fixed one to the same options."""
import difflib, json, os, re, subprocess, tempfile

from mutations import Mutator
from random_domain import MACHINES, RandomDomain

# What libvirt makes up each time it reads a domain.
INVENTED = re.compile(r'-uuid \S+|"mac":"[^"]+"|mac=[0-9a-f:]+|base=[0-9T:-]+')
BATCH = 100


class FixLaw:
    """Of each seeded domain with faults, and of each recorded one, whatever safe fixes there are is applied."""

    name = 'fix'

    def __init__(self, laws, host, recorded):
        self.laws, self.host = laws, host
        self.recorded = list(self.read(recorded))

    def read(self, files):
        for path in files:
            with open(path, encoding='utf-8') as lines:
                for number, line in enumerate(lines, 1): yield f'{os.path.basename(path)}:{number}', json.loads(line)['xml']

    def run(self, seed, count):
        """Compares until `count` seeded domains have been fixed, then all recorded ones."""
        while self.laws.total(self.name) < count:
            self.compare([self.seeded(number) for number in range(seed, seed + BATCH)])
            seed += BATCH
        for start in range(0, len(self.recorded), BATCH): self.compare(self.recorded[start:start + BATCH])

    def seeded(self, number):
        mutator = Mutator(number)
        bases = [xml for _, xml in self.recorded]
        base = RandomDomain(number, list(MACHINES)).xml if not bases or mutator.random.random() < 0.5 else mutator.random.choice(bases)
        return number, mutator.mutate(base)

    def compare(self, domains):
        for (name, xml), result in zip(domains, self.fixed([xml for _, xml in domains])):
            if xml == result: continue
            before = self.options(xml)
            if before is None: continue
            after = self.options(result)
            self.laws.note(self.name, 'held' if before == after else 'broken', name, difference(xml, result) + difference(before, after or '(refused)'))

    def options(self, xml):
        native = self.host.native(xml)[0]
        return native and INVENTED.sub('', native)

    def fixed(self, domains):
        """The domains after all safe fixes."""
        with tempfile.TemporaryDirectory() as directory:
            paths = [f'{directory}/{number}.xml' for number in range(len(domains))]
            for path, xml in zip(paths, domains):
                with open(path, 'w', encoding='utf-8') as file: file.write(xml)
            subprocess.run([self.laws.binary, 'fix', '--no-config', '--write', *self.laws.versions, directory],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            for path in paths:
                with open(path, encoding='utf-8') as file: yield file.read()


def difference(old, new):
    lines = difflib.unified_diff(old.replace(' -', '\n-').splitlines(), new.replace(' -', '\n-').splitlines(), n=0, lineterm='')
    return '\n'.join(line for line in lines if not line.startswith(('---', '+++', '@@'))) + '\n'
