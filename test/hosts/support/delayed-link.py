"""A cable that takes its time: two TAP interfaces, joined.

A frame that one interface sends comes out of the other after the delay of its direction. netem does this
inside the kernel, where it was built in; this takes its place where it was not.

usage: delayed-link.py NAME_A NAME_B A_TO_B_MS B_TO_A_MS
Makes both interfaces in its own network namespace, prints "ready", and ends with its standard input.
"""
import collections
import fcntl
import os
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP = 0x0002
IFF_NO_PI = 0x1000
LARGEST_FRAME = 65536
FRAMES_AT_ONCE = 64


def open_tap(name):
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TAP | IFF_NO_PI))
    return tap


class Direction:
    """Frames under way from one interface to the other, oldest first."""

    def __init__(self, source, sink, delay_ms):
        self.source = source
        self.sink = sink
        self.delay_s = delay_ms / 1000
        self.frames = collections.deque()

    def take(self):
        for _ in range(FRAMES_AT_ONCE):
            try:
                frame = os.read(self.source, LARGEST_FRAME)
            except (BlockingIOError, OSError):
                return
            self.frames.append((time.monotonic() + self.delay_s, frame))

    def deliver(self, now):
        """Returns when the next frame is due, or None."""
        while self.frames and self.frames[0][0] <= now:
            _, frame = self.frames.popleft()
            try:
                os.write(self.sink, frame)
            except OSError:
                pass  # the interface is down: a cable that ends nowhere
        return self.frames[0][0] if self.frames else None


def be_punctual():
    """A cable waits for no processor: go before every ordinary program, where that is allowed."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    except OSError:
        pass


def main():
    name_a, name_b = sys.argv[1:3]
    a_to_b_ms, b_to_a_ms = (float(text) for text in sys.argv[3:5])
    a, b = open_tap(name_a), open_tap(name_b)
    directions = [Direction(a, b, a_to_b_ms), Direction(b, a, b_to_a_ms)]
    be_punctual()
    print("ready", flush=True)
    while True:
        now = time.monotonic()
        due = [at for at in (way.deliver(now) for way in directions) if at is not None]
        pause_s = max(0, min(due) - time.monotonic()) if due else None
        readable, _, _ = select.select([a, b, sys.stdin], [], [], pause_s)
        if sys.stdin in readable and not sys.stdin.buffer.read(1):
            return
        for way in directions:
            if way.source in readable:
                way.take()


main()
