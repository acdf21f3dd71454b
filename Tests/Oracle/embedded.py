"""libvirt's QEMU driver inside this process (python3-libvirt, qemu:///embed), so no daemon is needed."""
import os, re, shlex

import libvirt

INACTIVE = libvirt.VIR_DOMAIN_XML_INACTIVE


class Embedded:
    """Answers for domains whose files lie where the system's libvirt has them."""

    def __init__(self, root):
        libvirt.registerErrorHandler(lambda *_: None, None)
        libvirt.virEventRegisterDefaultImpl()
        self.connection = libvirt.open(f'qemu:///embed?root={root}')
        self.root = root
        self.directories = [('/var/lib/libvirt/qemu', f'{root}/lib/qemu'), ('/run/libvirt/qemu', f'{root}/run/qemu')]

    def versions(self):
        """The versions of libvirt and of the QEMU of x86_64."""
        words = lambda n: f'{n // 1000000}.{n // 1000 % 1000}.{n % 1000}'
        return words(self.connection.getLibVersion()), words(self.connection.getVersion())

    def here(self, xml):
        """A domain with the directories of this process, without an accelerator."""
        for system, own in self.directories: xml = xml.replace(system, own)
        return re.sub(r'''<domain type=(["'])(kvm|hvf)\1''', "<domain type='qemu'", xml, count=1)

    def there(self, text):
        """An answer with the directories of the system's libvirt."""
        for system, own in self.directories + [('/etc', f'{self.root}/etc')]: text = text.replace(own, system)
        return text

    def define(self, xml):
        """The domain as libvirt saves it, and None; or None and why it is refused."""
        try: domain = self.connection.defineXML(self.here(xml))
        except libvirt.libvirtError as error: return None, str(error)
        try: return self.there(domain.XMLDesc(INACTIVE)), None
        except libvirt.libvirtError as error: return None, str(error)
        finally: domain.undefineFlags(libvirt.VIR_DOMAIN_UNDEFINE_NVRAM)

    def native(self, xml):
        """The command line of a domain, and None; or None and why there is none."""
        try: return self.there(self.connection.domainXMLToNative('qemu-argv', self.here(xml), 0)), None
        except libvirt.libvirtError as error: return None, str(error)

    def accepts(self, xml):
        """The domain as libvirt saves it where it can also be translated, and None; or None and why not."""
        saved, refusal = self.define(xml)
        if saved is not None: refusal = self.native(saved)[1]
        return (None, refusal) if refusal else (saved, None)


def words(native):
    """A command line as words."""
    return shlex.split(native.replace('\\\n', ' '))
