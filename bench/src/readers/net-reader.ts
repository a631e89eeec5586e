// A program: bare sockets of Node that read and count. The arguments are those of bench/native/floor.c.
import { connect, type Socket } from "node:net";

const lineFeed = 10;
const [mode = "", port = "", connections = "", request = ""] = process.argv.slice(2);

let events = 0;
let answers = 0;

const countEvents = (bytes: Buffer): void => {
  let at = bytes.indexOf(lineFeed);
  while (at !== -1) {
    if (bytes[at + 1] === lineFeed) events += 1;
    at = bytes.indexOf(lineFeed, at + 1);
  }
};

/** How long an answer is, head included; the head comes in one piece. */
const answerLength = (bytes: Buffer): number => {
  const head = bytes.toString("latin1", 0, bytes.indexOf("\r\n\r\n") + 4);
  return head.length + Number(/content-length: (\d+)/i.exec(head)?.[1]);
};

const readStream = (socket: Socket): void => {
  socket.on("data", countEvents);
};

const readAnswers = (socket: Socket): void => {
  let bytesLeft = 0;
  socket.on("data", (bytes: Buffer) => {
    if (bytesLeft === 0) bytesLeft = answerLength(bytes);
    bytesLeft = Math.max(0, bytesLeft - bytes.length);
    if (bytesLeft > 0) return;
    answers += 1;
    socket.write(request, "latin1");
  });
};

const openOne = (): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(Number(port), "127.0.0.1", () => {
      socket.setNoDelay(true);
      socket.write(request, "latin1");
      resolve();
    });
    socket.on("error", (error) => {
      process.stderr.write(`net: ${error.message}\n`);
      process.exit(1);
    });
    if (mode === "stream") readStream(socket);
    else readAnswers(socket);
  });

process.stdin.resume().once("end", () => {
  process.stdout.write(`counted ${events} events and ${answers} answers\n`, () => process.exit(0));
});
for (let i = 0; i < Number(connections); i++) await openOne();
process.stdout.write("reading\n");
