"""A domain in which --replace-spice has replaced spice defines and starts, or the command refuses and says why."""
import glob, os, random

from startable import Unstartable, startable


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
        gl = self.random.random() < 0.2
        parts = [pick(['', "<listen type='address'/>", "<listen type='none'/>"]), pick(['', "<clipboard copypaste='no'/>"]),
                 pick(['', "<mouse mode='server'/>"]), pick(['', "<image compression='off'/>"]),
                 "<gl enable='yes' rendernode='/dev/dri/renderD128'/>" if gl else pick(['', "<gl enable='no'/>"]),
                 pick(['', '', '', "<channel name='main' mode='secure'/>"])]
        devices = [f"<graphics type='spice'{display}>{''.join(parts)}</graphics>"]
        video = "<video><model type='virtio'><acceleration accel3d='yes'/></model></video>" if gl else \
            "<video><model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='1'/></video>"
        for chance, xml in [
            (0.7, "<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>"),
            (0.3, "<channel type='spiceport'><source channel='org.spice-space.webdav.0'/><target type='virtio' name='org.spice-space.webdav.0'/></channel>"),
            (0.3, "<audio id='1' type='spice'/>"), (0.3, "<redirdev bus='usb' type='spicevmc'/>"),
            (0.2, "<smartcard mode='passthrough' type='spicevmc'/>"),
            (0.2, "<parallel type='spiceport'><source channel='a'/><target port='0'/></parallel>"),
            (0.2, "<serial type='spiceport'><source channel='b'/><target port='0'/></serial>"),
            (0.2, "<console type='spiceport'><source channel='c'/><target type='virtio'/></console>"),
            (0.2, "<graphics type='vnc'/>"), (0.5, video), (0.3, "<sound model='ich6'/>"),
        ]:
            if self.random.random() < chance: devices.append(xml)
        self.random.shuffle(devices)
        self.xml = (f"<domain type='qemu'>\n  <name>spice-{seed}</name>\n  <memory unit='MiB'>64</memory>\n"
                    f"  <os><type arch='x86_64' machine='{pick(['pc', 'q35'])}'>hvm</type></os>\n  <devices>\n    "
                    + '\n    '.join(devices) + '\n  </devices>\n</domain>\n')


def reason(why):
    """A refusal without its time and place."""
    return (why or '').split(': ')[-1].strip()


class ConvertLaw:
    """Domains of seeds, and real ones with spice."""

    name = 'convert'

    def __init__(self, laws, host, wild): self.laws, self.host, self.wild = laws, host, wild

    def run(self, seed, count):
        for number in range(seed, seed + count): self.check(number, SpiceDomain(number).xml)
        for path in sorted(glob.glob(f'{self.wild}/*.xml')) if self.wild else []:
            with open(path, encoding='utf-8', errors='replace') as file: xml = file.read()
            if 'spice' in xml: self.check(os.path.basename(path), xml)

    def check(self, case, xml):
        program = self.laws.run(xml, 'generate', '--replace-spice', '--into', '-')
        if program.returncode:
            return self.laws.note(self.name, 'refused' if program.returncode in (1, 2) and program.stderr else 'broken', case, program.stderr, xml)
        if program.stdout == xml: return self.laws.note(self.name, 'unchanged', case)
        why = self.host.define(program.stdout)[1]
        if why and not self.host.define(xml)[1]: return self.laws.note(self.name, 'broken', case, f'does not define: {why}', xml)
        try: part = startable(program.stdout, 'law', self.host.root)
        except Unstartable: return self.laws.note(self.name, 'not startable', case)
        why = self.host.why_not_started(part)
        if why and reason(why) == reason(self.host.why_not_started(startable(xml, 'law', self.host.root))):
            return self.laws.note(self.name, 'does not start before', case)
        self.laws.note(self.name, 'broken' if why else 'started', case, f'does not start: {why}', part)
