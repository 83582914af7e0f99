"""Joins two network namespaces with two TUN devices and holds every packet for its time.

The namespace that it is started in gets the client's device, and one that it makes the server's.
Says {"ready": pid} when both are up; then answers each line on standard input with a line of JSON:
  delay 40   from now on, milliseconds of a whole round trip, half of it each way
  reset      forgets what was counted
  counts     what was counted since: {"turns", "stalls", "connections", "packets"}
Ends when standard input does. Python's standard library only.
"""

import collections
import ctypes
import fcntl
import json
import os
import select
import socket
import struct
import sys
import time

CLIENT, SERVER, MASK = "10.117.0.1", "10.117.0.2", "255.255.255.252"
CLONE_NEWNET = 0x40000000
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
SIOCGIFFLAGS, SIOCSIFFLAGS = 0x8913, 0x8914
SIOCSIFADDR, SIOCSIFNETMASK, SIOCSIFTXQLEN = 0x8916, 0x891C, 0x8943
IFF_UP = 1
FIN, SYN, RST, ACK = 1, 2, 4, 16
# A packet that leaves this soon after a bare acknowledgement had waited for it (Nagle's algorithm).
STALL = 0.002


def interface(control, name, address=None):
    if address:
        for request, value in ((SIOCSIFADDR, address), (SIOCSIFNETMASK, MASK)):
            body = struct.pack("16sHH4s8x", name, socket.AF_INET, 0, socket.inet_aton(value))
            fcntl.ioctl(control, request, body)
    flags = struct.unpack("16sH", fcntl.ioctl(control, SIOCGIFFLAGS, struct.pack("16sH", name, 0)))
    fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sH14x", name, flags[1] | IFF_UP))


def tun(name, address):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH14x", name, IFF_TUN | IFF_NO_PI))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        interface(control, b"lo")
        interface(control, name, address)
    return device


class Counter:
    """Turns: the client spoke after the server had. Stalls: it had waited for an acknowledgement."""

    def __init__(self):
        self.flows = {}
        self.reset()

    def reset(self):
        self.turns = self.stalls = self.connections = self.packets = 0

    def see(self, packet, is_client, now):
        if packet[0] >> 4 != 4 or packet[9] != 6:
            return
        self.packets += 1
        header = (packet[0] & 15) * 4
        source, target = struct.unpack_from("!HH", packet, header)
        flags = packet[header + 13]
        size = len(packet) - header - (packet[header + 12] >> 4) * 4
        speaks = size > 0 or flags & SYN
        if is_client:
            if flags & SYN:
                self.connections += 1
                self.flows[(source, target)] = ["server", 0.0]
            flow = self.flows.get((source, target))
            if flow is None or not speaks:
                return
            if flow[0] == "server":
                self.turns += 1
            elif now - flow[1] < STALL:
                self.stalls += 1
            flow[0], flow[1] = "client", 0.0
        else:
            flow = self.flows.get((target, source))
            if flow is None:
                return
            if speaks:
                flow[0] = "server"
            elif flags & ACK and not flags & (FIN | RST):
                flow[1] = now

    def counts(self):
        names = ("turns", "stalls", "connections", "packets")
        return {name: getattr(self, name) for name in names}


def main():
    client = tun(b"penning-c", CLIENT)
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    server = tun(b"penning-s", SERVER)
    try:
        os.nice(-10)
    except OSError:
        pass
    say({"ready": os.getpid()})
    forward(client, server)


def say(answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def forward(client, server):
    counter = Counter()
    hold = 0.0
    held = {client: collections.deque(), server: collections.deque()}
    other = {client: server, server: client}
    commands = sys.stdin.fileno()
    os.set_blocking(commands, False)
    while True:
        now = time.monotonic()
        due = [queue[0][0] for queue in held.values() if queue]
        wait = max(0.0, min(due) - now) if due else None
        readable, _, _ = select.select([client, server, commands], [], [], wait)
        now = time.monotonic()
        # What is due goes first, so that an acknowledgement is seen before what it sets free.
        for device, queue in held.items():
            while queue and queue[0][0] <= now:
                pass_on(other[device], queue.popleft()[1], other[device] is client, counter, now)
        for device in (client, server):
            while device in readable:
                try:
                    packet = os.read(device, 65536)
                except BlockingIOError:
                    break
                if device is client:
                    counter.see(packet, True, now)
                if hold > 0:
                    held[device].append((now + hold, packet))
                else:
                    pass_on(other[device], packet, device is server, counter, now)
        if commands in readable:
            text = os.read(commands, 65536)
            if not text:
                return
            for line in text.decode().split("\n"):
                word, _, value = line.partition(" ")
                if word == "delay":
                    hold = float(value) / 2000
                    say({"delay": float(value)})
                elif word == "reset":
                    counter.reset()
                    say({"reset": True})
                elif word == "counts":
                    say(counter.counts())


def pass_on(device, packet, is_for_client, counter, now):
    if is_for_client:
        counter.see(packet, False, now)
    try:
        os.write(device, packet)
    except BlockingIOError:
        pass  # As a full queue of a router drops it; TCP sends it again.


if __name__ == "__main__":
    try:
        main()
    except (OSError, KeyboardInterrupt) as error:
        sys.exit(f"delayer: {error}")
