"""Compares the devices of two domains by what they mean."""
import xml.etree.ElementTree as ElementTree


def number(text):
    try: return int(text, 0)
    except ValueError: return text


def meaning(element):
    """An element without the ways in which the same can be written."""
    attributes = {key: number(value) for key, value in element.attrib.items()}
    if element.tag in ('channel', 'console'): attributes.setdefault('type', 'pty')
    return element.tag, attributes, sorted((meaning(child) for child in element), key=repr)


def devices(text):
    devices = ElementTree.fromstring(text).find('devices')
    return {
        'controllers': sorted((meaning(e) for e in devices.findall("controller[@type='virtio-serial']")), key=lambda m: m[1]['index']),
        'channels': [meaning(e) for e in devices.findall('channel')],
        'consoles': [meaning(e) for e in devices.findall('console') if e.find('target') is not None and e.find('target').get('type') == 'virtio'],
        'pci': sorted((meaning(e) for e in devices.findall("controller[@type='pci']")), key=lambda m: m[1]['index'] if 'index' in m[1] else -1),
    }


def differences(ours, theirs):
    ours, theirs = devices(ours), devices(theirs)
    for kind in ('controllers', 'channels', 'consoles'):
        if ours[kind] != theirs[kind]: yield f'{kind}\n  ours   {ours[kind]}\n  theirs {theirs[kind]}'
    known = {m[1]['index']: m for m in theirs['pci']}
    for mine in ours['pci']:
        other = known.get(mine[1].get('index'))
        if mine[2] and any(child[0] == 'model' for child in mine[2]) and mine != other: yield f'pci\n  ours   {mine}\n  theirs {other}'
