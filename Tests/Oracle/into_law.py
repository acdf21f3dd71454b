"""A domain that generate --into has changed defines, starts, and has all other devices where libvirt alone puts them."""
import random, re

from random_domain import RandomDomain
from saved_domain import saved
from startable import Unstartable, startable

REQUESTS = [
    ['--preset', 'guest-agent'], ['channel', '--name', 'org.law.0'], ['console'], ['controller'],
    ['channel', '--name', 'org.law.0', '--controller', '1'], ['console', '--controller', '2'], ['--preset', 'console', '--preset', 'guest-agent'],
]


class IntoLaw:
    name = 'into'

    def __init__(self, laws, host): self.laws, self.host = laws, host

    def run(self, seed, count):
        while self.laws.total(self.name) < count:
            xml = RandomDomain(seed, ['pc', 'q35']).xml
            if self.host.accepts(xml)[0] is not None: self.check(seed, xml, random.Random(seed).choice(REQUESTS))
            seed += 1

    def check(self, case, xml, request):
        program = self.laws.run(xml, 'generate', *request, '--into', '-')
        words = ' '.join(request)
        together = self.together(xml, request, program.stdout)
        alone = together and self.host.accepts(together)[0]
        if program.returncode:
            outcome = self.refusal(program, alone and together)
            return self.laws.note(self.name, outcome, case, f'{words}: {program.stderr}', xml)
        dump, why = self.host.accepts(program.stdout)
        if why: return self.laws.note(self.name, 'broken', case, f'{words}: {why}', xml)
        if alone is not None and saved(alone) != saved(dump):
            return self.laws.note(self.name, 'broken', case, f'{words}: other devices are not where libvirt puts them', xml)
        try: why = self.host.why_not_started(startable(program.stdout, 'law', self.host.root))
        except Unstartable: return self.laws.note(self.name, 'not startable', case)
        if why and self.host.why_not_started(startable(xml, 'law', self.host.root)):
            return self.laws.note(self.name, 'does not start before', case)
        self.laws.note(self.name, 'broken' if why else 'started', case, f'{words}: does not start: {why}', program.stdout)

    def refusal(self, program, xml):
        """What a refusal is worth: libvirt refuses the domain too (None), or QEMU does not start it."""
        if program.returncode not in (1, 2) or not program.stderr: return 'broken'
        if xml is None: return 'refused'
        try: return 'refused' if self.host.why_not_started(startable(xml, 'law', self.host.root)) else 'broken'
        except Unstartable: return 'not startable'

    def together(self, xml, request, changed):
        """The domain with the devices as they are generated, at no address; None where there are none. An equal console that the domain has
        is not added again."""
        if request == ['controller']: return None
        devices = self.laws.run('', 'generate', *request)
        if devices.returncode: return None
        added = CONSOLE.sub('', devices.stdout) if changed and consoles(changed) == consoles(xml) else devices.stdout
        return xml.replace('</devices>', added + '</devices>')


CONSOLE = re.compile(r'<console .*?</console>\n', re.DOTALL)


def consoles(xml): return xml.count('<console')
