#!/usr/bin/python3
"""Records what the libvirt in this process makes of random domains, as lines of JSON for fixtures/oracle.

usage: record.py [--seed 1] [--count 20] [--machines pc,q35,...]

Each line has the domain (xml), the versions, and either how libvirt saves it (full) and the options that virt-channel prints (argv), or why
it is refused (refusal). It runs with the libvirt of any Debian suite, in a root made by debootstrap.
"""
import argparse, json, tempfile

import random_domain
from embedded import Embedded
from oracle import Verdict
from random_domain import RandomDomain

# Refusals of the recording host: no /dev/net/tun, no /dev/vhost-vsock, no VFIO.
OF_THE_HOST = ('/dev/', 'invalid use of command API', 'not supported by the host')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--count', type=int, default=20)
    parser.add_argument('--machines', default=','.join(random_domain.MACHINES))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        libvirtd = Embedded(root)
        libvirt, qemu = libvirtd.versions()
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            domain = RandomDomain(seed, arguments.machines.split(','))
            verdict = Verdict(libvirtd, domain.xml)
            if verdict.refusal and any(words in verdict.refusal for words in OF_THE_HOST): continue
            record = {'name': domain.name, 'libvirt': libvirt, 'qemu': qemu, 'xml': domain.xml}
            if verdict.refusal: record['refusal'] = verdict.refusal
            else: record.update(full=verdict.saved, argv=verdict.options)
            print(json.dumps(record))


main()
