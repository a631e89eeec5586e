# Runs a program on a terminal of its own: pty-host.py COLUMNS ROWS PROGRAM [ARGUMENT …].
# What the program writes goes to stdout. A line on stdin is JSON: {"keys": "q"} or {"size": [80, 24]}.
# The exit code is the program's; when stdin ends, the program gets a hangup.
import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios

columns, rows = int(sys.argv[1]), int(sys.argv[2])
pid, terminal = pty.fork()
if pid == 0:
    # The size must be there before the program asks for it.
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.execvp(sys.argv[3], sys.argv[3:])


def obey(line):
    command = json.loads(line)
    if "keys" in command:
        os.write(terminal, command["keys"].encode())
    if "size" in command:
        columns, rows = command["size"]
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


pending = b""
sources = [terminal, 0]
while True:
    ready, _, _ = select.select(sources, [], [])
    if 0 in ready:
        data = os.read(0, 65536)
        if not data:
            sources.remove(0)
            os.kill(pid, signal.SIGHUP)
        *lines, pending = (pending + data).split(b"\n")
        for line in lines:
            obey(line)
    if terminal in ready:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        os.write(1, data)

_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status) & 255)
