"""A domain that generate --into has changed defines, starts, and has all other devices where libvirt alone puts them."""
import random

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
        alone = self.alone(xml, request)
        if program.returncode:
            broken = program.returncode not in (1, 2) or not program.stderr or alone is not None
            return self.laws.note(self.name, 'broken' if broken else 'refused', case, f'{words}: {program.stderr}', xml)
        dump, why = self.host.accepts(program.stdout)
        if why: return self.laws.note(self.name, 'broken', case, f'{words}: {why}', xml)
        if alone is not None and saved(alone) != saved(dump):
            return self.laws.note(self.name, 'broken', case, f'{words}: other devices are not where libvirt puts them', xml)
        try: why = self.host.why_not_started(startable(program.stdout, 'law', self.host.root))
        except Unstartable: return self.laws.note(self.name, 'not startable', case)
        if why and self.host.why_not_started(startable(xml, 'law', self.host.root)):
            return self.laws.note(self.name, 'does not start before', case)
        self.laws.note(self.name, 'broken' if why else 'started', case, f'{words}: does not start: {why}', program.stdout)

    def alone(self, xml, request):
        """The domain as libvirt saves it with the devices as they are generated, at no address; None where libvirt refuses it."""
        if request == ['controller']: return None
        devices = self.laws.run('', 'generate', *request)
        if devices.returncode: return None
        return self.host.accepts(xml.replace('</devices>', devices.stdout + '</devices>'))[0]
