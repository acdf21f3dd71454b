"""Random domains: virtio-serial devices among everything else that takes a place on a bus."""
import random

MACHINES = {
    'pc': ('x86_64', 'pc'), 'q35': ('x86_64', 'q35'), 'aarch64': ('aarch64', 'virt'), 'riscv64': ('riscv64', 'virt'),
    'ppc64': ('ppc64', 'pseries'), 's390x': ('s390x', 's390-ccw-virtio'),
}
VIRTIO = [None, None, None, 'virtio', 'virtio-transitional', 'virtio-non-transitional']


class RandomDomain:
    """One domain, the same for the same seed."""

    def __init__(self, seed, machines):
        self.random = random.Random(seed)
        self.seed, self.name = seed, f'oracle-{seed}'
        self.machine = self.random.choice(machines)
        self.arch, self.type = MACHINES[self.machine]
        self.is_s390 = self.machine == 's390x'
        self.is_pcie = self.machine in ('q35', 'aarch64', 'riscv64')
        self.disks = self.stated = 0
        self.port_numbers = range(1, 6)
        self.daring = self.random.random() < 0.3    # states addresses that may clash
        self.xml = self.make()

    def chance(self, p): return self.random.random() < p

    def pick(self, *choices): return self.random.choice(choices)

    # -- addresses

    def pci(self, p=0.15):
        """An address on PCI, stated now and then."""
        if self.is_s390 or not self.chance(p): return ''
        if self.chance(0.1): return "<address type='pci'/>"
        bus = self.pick(0, 0, 0, 1, 2, 3, 5) if self.daring else 0
        slot = self.random.randrange(0, 4) if bus else self.random.randrange(3, 31)
        function = self.pick(0, 0, 0, 0, 1, 7)
        multifunction = self.pick('', '', " multifunction='on'", " multifunction='off'") if self.daring else ''
        return f"<address type='pci' bus='{bus:#x}' slot='{slot:#x}' function='{function}'{multifunction}/>"

    def ccw(self):
        if not self.is_s390 or not self.chance(0.15): return ''
        if self.chance(0.1): return "<address type='ccw'/>"
        return f"<address type='ccw' cssid='0xfe' ssid='0' devno='{self.random.randrange(0, 8):#06x}'/>"

    def mmio(self):
        return "<address type='virtio-mmio'/>" if self.machine in ('aarch64', 'riscv64') and self.chance(0.06) else ''

    def place(self): return self.ccw() or self.mmio() or self.pci()

    def port(self, p):
        if not self.chance(p): return ''
        if not self.daring: return self.pick("<address type='virtio-serial'/>", "<address type='virtio-serial' controller='1' port='0'/>", self.free_port())
        controller = self.pick('', '', " controller='0'", " controller='0'", " controller='1'", " controller='2'")
        port = self.pick('', " port='0'", *(f" port='{n}'" for n in self.port_numbers))
        bus = self.pick('', " bus='0'")
        return f"<address type='virtio-serial'{controller}{bus}{port}/>"

    # -- the devices that virt-channel is about

    def free_port(self):
        """A port that nobody else states, on a controller of its own that has the usual number of ports."""
        self.stated += 1
        return f"<address type='virtio-serial' controller='{self.pick(7, 8)}' bus='0' port='{self.stated * 2}'/>"

    def alias(self, kind):
        return self.pick('', '', '', f"<alias name='ua-{kind}-{self.random.randrange(10**6)}'/>", f"<alias name='{kind}0'/>")

    def controller(self, index):
        ports = self.pick('', '', " ports='1'", " ports='2'", " ports='4'", " ports='31'", " ports='64'")
        vectors = self.pick('', '', '', " vectors='4'")
        model = self.pick(None, None, *VIRTIO)
        model = f" model='{model}'" if model else ''
        index = f" index='{index}'" if self.chance(0.7) else ''
        return f"<controller type='virtio-serial'{index}{ports}{vectors}{model}>{self.alias('controller')}{self.place()}</controller>"

    def source(self, number):
        path = f'/tmp/{self.name}-{number}'
        library = '/var/lib/libvirt/qemu/channel/target'
        return self.pick(
            ("pty", ''), ("pty", "<source path='/dev/pts/3'/>"), ("null", ''), ("unix", ''), ("unix", "<source mode='bind'/>"),
            ("unix", "<source mode='connect'/>"), ("unix", f"<source mode='bind' path='{path}'/>"),
            ("unix", f"<source path='{path}'/>"), ("unix", f"<source mode='bind' path='{library}/domain-7-old/org.example.{number}'/>"),
            ("unix", f"<source mode='bind' path='{library}/old.org.example.{number}'/>"),
            ("unix", f"<source mode='bind' path='{library}/domain-7-old/other'/>"),
            ("unix", f"<source mode='bind' path='/run/libvirt/qemu/channel/7-old/org.example.{number}'/>"),
            ("unix", f"<source mode='bind' path='/run/libvirt/qemu/channel/target/domain-7-old/org.example.{number}'/>"),
            ("tcp", f"<source host='127.0.0.1' service='{20000 + number}'/>"), ("file", f"<source path='{path}.log'/>"),
            ("udp", f"<source mode='connect' host='127.0.0.1' service='{21000 + number}'/>"))

    def channel(self, number):
        kind, source = self.source(number)
        kind = f" type='{kind}'" if kind != 'pty' or self.chance(0.5) else ''
        if self.chance(0.08):
            return f"<channel{kind}>{source or ''}<target type='guestfwd' address='10.0.2.{number + 3}' port='4600'/>{self.alias('channel')}</channel>" \
                if kind != " type='unix'" or 'path' in source else ''
        name = self.pick('', f" name='org.example.{number}'", f" name='org.example.{number}'", f" name='org.example.{number}'")
        state = self.pick('', '', '', " state='connected'")
        address = self.port(0.5) or (self.pci(0.05))
        return f"<channel{kind}>{source}<target type='virtio'{name}{state}/>{self.alias('channel')}{address}</channel>"

    def console(self, number):
        kind, source = self.source(100 + number)
        if kind == 'unix' and 'path' not in source: kind, source = 'pty', ''
        tty = self.pick('', '', " tty='/dev/pts/4'")
        port = self.pick('', '', f" port='{number}'", " port='5'")
        return f"<console type='{kind}'{tty}>{source}<target type='virtio'{port}/>{self.alias('console')}{self.port(0.4)}</console>"

    # -- everything else

    def disk(self):
        bus = 'virtio' if self.is_s390 else self.pick('virtio', 'virtio', 'virtio', 'scsi', 'sata' if self.machine != 'pc' else 'ide')
        if self.machine in ('aarch64', 'riscv64', 'ppc64') and bus in ('sata', 'ide'): bus = 'virtio'
        if bus == 'ide' and self.disks > 3: bus = 'virtio'
        letter = chr(ord('a') + self.disks)
        self.disks += 1
        if self.disks > 26: return ''
        model = self.pick(*VIRTIO) if bus == 'virtio' and not self.is_s390 else None
        model = f" model='{model}'" if model else ''
        prefix = {'virtio': 'vd', 'ide': 'hd'}.get(bus, 'sd')
        stated = self.pick('', f" bus='{bus}'") if bus in ('virtio', 'ide') else f" bus='{bus}'"
        address = self.place() if bus == 'virtio' else ''
        return f"<disk type='file' device='disk'{model}><source file='/tmp/{self.disks}.img'/><target dev='{prefix}{letter}'{stated}/>{address}</disk>"

    def interface(self):
        model = self.pick('virtio', 'virtio', 'virtio-transitional', 'virtio-non-transitional', 'e1000', 'rtl8139', 'e1000e', '')
        if self.is_s390: model = self.pick('virtio', '')
        text = f"<model type='{model}'/>" if model else ''
        address = self.place() if model.startswith('virtio') else self.pci()
        return f"<interface type='user'>{text}{address}</interface>"

    def sound(self): return '' if self.is_s390 else f"<sound model='{self.pick('ich6', 'ich9', 'ac97')}'>{self.pci()}</sound>"

    def videos(self):
        """Up to two; only the first may be of a kind that is a graphics card by itself."""
        if self.machine in ('s390x', 'aarch64', 'riscv64'): kinds = ['virtio', 'virtio']
        else: kinds = [self.pick('vga', 'cirrus', 'virtio', 'bochs'), 'virtio']
        if self.machine == 'ppc64': kinds[0] = 'vga'
        primary = [self.pick("", "", " primary='yes'"), '']
        return [f"<video><model type='{kind}'{primary}/>{self.pci()}</video>"
                for kind, primary in list(zip(kinds, primary))[:self.random.randrange(0, 3)]]

    def usb(self):
        if self.is_s390: return ''
        group = ''.join(
            f"<controller type='usb' index='0' model='ich9-{part}'>{master}</controller>"
            for part, master in [('ehci1', ''), ('uhci1', "<master startport='0'/>"), ('uhci2', "<master startport='2'/>"),
                                 ('uhci3', "<master startport='4'/>")])
        models = ['qemu-xhci', 'nec-xhci', 'ich9-ehci1', 'piix3-uhci', 'none']
        single = f"<controller type='usb' model='{self.pick(*models)}'/>"
        return self.pick(single, single, "<controller type='usb'/>", group) if self.machine in ('pc', 'q35') else \
            f"<controller type='usb' model='{self.pick('qemu-xhci', 'nec-xhci')}'/>"

    def scsi(self):
        model = self.pick('virtio-scsi', 'virtio-scsi', 'virtio-transitional', 'virtio-non-transitional', 'lsilogic', None)
        if self.is_s390: model = 'virtio-scsi'
        model = f" model='{model}'" if model else ''
        return f"<controller type='scsi'{model}>{self.place() if 'virtio' in model else ''}</controller>"

    def pci_controllers(self):
        """A topology that somebody began: ports or bridges, with and without indices and addresses."""
        if self.is_s390 or not self.chance(0.3): return ''
        root = 'pcie-root' if self.is_pcie else 'pci-root'
        controllers = [f"<controller type='pci' index='0' model='{root}'/>"]
        models = ['pcie-root-port'] * 4 + ['pcie-to-pci-bridge', 'dmi-to-pci-bridge'] if self.is_pcie else ['pci-bridge']
        if self.machine == 'ppc64': models = ['pci-root']
        if self.machine == 'q35' and self.chance(0.1): models += ['pcie-expander-bus']
        for index in range(1, self.random.randrange(2, 7)):
            if self.chance(0.15): continue
            model = self.pick(*models)
            stated = f" index='{index}'" if self.chance(0.9) else ''
            where = ''
            if model == 'pcie-root-port' and self.chance(0.2): where = f"<address type='pci' bus='0' slot='{self.random.randrange(2, 6)}' function='{self.pick(0, 0, 1)}'/>"
            controllers.append(f"<controller type='pci'{stated} model='{model}'>{where}</controller>")
        return ''.join(controllers)

    def other(self):
        kinds = [
            lambda: f"<rng model='{self.virtio()}'><backend model='random'>/dev/urandom</backend>{self.place()}</rng>",
            lambda: f"<filesystem type='mount'{self.model()}><source dir='/tmp'/><target dir='t{self.random.randrange(10**6)}'/>{self.pci()}</filesystem>",
            lambda: f"<input type='tablet' bus='virtio'>{self.place()}</input>",
            lambda: f"<input type='{self.pick('tablet', 'keyboard', 'mouse')}'/>" if self.machine in ('pc', 'q35', 's390x') else '',
        ]
        if not self.is_s390:
            kinds += [
                lambda: f"<hostdev mode='subsystem' type='pci'><driver name='vfio'/><source><address domain='0' bus='0x7f' slot='{self.random.randrange(32)}' function='0'/></source>{self.pci()}</hostdev>",
                lambda: f"<shmem name='s{self.random.randrange(10**6)}'><model type='ivshmem-plain'/><size unit='M'>4</size>{self.pci()}</shmem>",
                lambda: f"<serial type='pty'><target type='pci-serial'/>{self.pci()}</serial>",
            ]
        return self.pick(*kinds)()

    def virtio(self): return 'virtio' if self.is_s390 else self.pick('virtio', 'virtio-transitional', 'virtio-non-transitional')

    def model(self):
        model = self.pick(*VIRTIO)
        return f" model='{model}'" if model and not self.is_s390 else ''

    def singles(self):
        """What a domain has one of at most."""
        devices = []
        if self.chance(0.5): devices.append(f"<memballoon model='{self.pick('none', self.virtio())}'/>")
        if self.machine in ('pc', 'q35') and self.chance(0.3): devices.append(f"<watchdog model='i6300esb'>{self.pci()}</watchdog>")
        if self.chance(0.2): devices.append(f"<vsock model='{self.virtio()}'><cid auto='yes'/>{self.pci()}</vsock>")
        if self.chance(0.3): devices.append("<graphics type='vnc'/>")
        if self.chance(0.2): devices.append("<serial type='pty'/>")
        if self.machine == 'q35' and self.chance(0.1): devices.append(f"<iommu model='intel'/>")
        return devices

    # -- the whole

    def make(self):
        few = lambda n: range(self.random.randrange(0, n + 1))
        many = 14 if self.chance(0.1) else 3
        devices = [self.controller(self.pick(0, 1, 2, 3, number)) if self.daring else self.controller(number) for number in few(3)]
        devices += [self.channel(number) for number in few(6)]
        devices += [self.console(number) for number in few(2)]
        devices += [self.disk() for _ in few(many)] + [self.interface() for _ in few(many)]
        devices += [self.other() for _ in few(3)] + [self.sound() for _ in few(1)] + [self.scsi() for _ in few(1)]
        devices += [self.usb()] if self.chance(0.3) else []
        devices += self.singles() + [self.pci_controllers()]
        self.random.shuffle(devices)
        devices += self.videos() if self.chance(0.5) else []
        if self.chance(0.15): devices.insert(0, "<console type='pty'/>")
        return (f"<domain type='qemu'>\n  <name>{self.name}</name>\n  <memory unit='MiB'>64</memory>\n  <vcpu>1</vcpu>\n"
                f"  <os><type arch='{self.arch}' machine='{self.type}'>hvm</type></os>\n  <devices>\n    "
                + '\n    '.join(device for device in devices if device) + '\n  </devices>\n</domain>\n')
