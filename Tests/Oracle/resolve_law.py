"""What resolve prints defines, and is saved as what the domain itself is saved as."""
from random_domain import RandomDomain
from saved_domain import saved


class ResolveLaw:
    name = 'resolve'

    def __init__(self, laws, host): self.laws, self.host = laws, host

    def run(self, seed, count):
        while self.laws.total(self.name) < count:
            xml = RandomDomain(seed, ['pc', 'q35']).xml
            dump = self.host.accepts(xml)[0]
            if dump is not None: self.check(seed, xml, dump)
            seed += 1

    def check(self, seed, xml, dump):
        program = self.laws.run(xml, 'resolve', '-')
        if program.returncode: return self.laws.note(self.name, 'broken', seed, program.stderr, xml)
        again, why = self.host.accepts(program.stdout)
        same = again and saved(again) == saved(dump)
        self.laws.note(self.name, 'held' if same else 'broken', seed, why or 'is saved as something else', xml)
