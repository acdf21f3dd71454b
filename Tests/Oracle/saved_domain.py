"""Domains as libvirt saves them, to compare."""
import re
from xml.etree import ElementTree


def saved(dump):
    """The devices in any order, and the rest, without what libvirt makes up each time."""
    dump = re.sub(r'\s*(<uuid>.*?</uuid>|<mac address=.*?/>)', '', dump)
    root = ElementTree.fromstring(dump)
    devices = root.find('devices')
    texts = sorted(ElementTree.tostring(device).strip() for device in devices)
    root.remove(devices)
    return texts, ElementTree.tostring(root)
