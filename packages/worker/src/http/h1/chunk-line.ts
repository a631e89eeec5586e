// The line before each chunk: its size in hexadecimal digits, perhaps extensions, which say nothing to
// us. Byte by byte, because reads cut it anywhere; it runs once per streamed event.

/** Ample for any extension that a server could mean. */
const maxLineBytes = 4096;
/** Beyond this a number of bytes is no longer exact, nor meant. */
const maxChunkBytes = 2 ** 48;

const cr = 0x0d;
const lf = 0x0a;
const tab = 0x09;
const space = 0x20;
const semicolon = 0x3b;

type Part = "dataCr" | "dataLf" | "size" | "extension" | "lineLf";

/** Reads one chunk line after another. */
export class ChunkLine {
  /** The size of the chunk, once the line is complete. */
  size = 0;
  isComplete = false;
  /** What is wrong with the line. */
  problem: string | null = null;
  #part: Part = "size";
  #digits = 0;
  #lineBytes = 0;

  /** A line begins; behind a chunk's data stands another line end first. */
  begin(isAfterData: boolean): void {
    this.size = 0;
    this.isComplete = false;
    this.#part = isAfterData ? "dataCr" : "size";
    this.#digits = 0;
    this.#lineBytes = 0;
  }

  /** Takes bytes up to the end of the line; returns the position behind them. */
  read(bytes: Buffer, start: number, end: number): number {
    let position = start;
    while (position < end && !this.isComplete && this.problem === null) {
      this.#take(bytes[position] ?? 0);
      position += 1;
    }
    this.#lineBytes += position - start;
    if (this.#lineBytes > maxLineBytes) this.problem = "a chunk's size line is larger than 4 KB";
    return position;
  }

  #take(byte: number): void {
    switch (this.#part) {
      case "size":
        this.#takeSize(byte);
        break;
      case "extension":
        if (byte === cr) this.#part = "lineLf";
        else if (byte < space && byte !== tab) this.#refuse(byte, "in a chunk's extension");
        break;
      case "lineLf":
        if (byte === lf) this.isComplete = true;
        else this.#refuse(byte, "after a chunk's size instead of LF");
        break;
      case "dataCr":
        if (byte === cr) this.#part = "dataLf";
        else this.#refuse(byte, "after a chunk's data instead of CR");
        break;
      case "dataLf":
        if (byte === lf) this.#part = "size";
        else this.#refuse(byte, "after a chunk's data instead of LF");
        break;
    }
  }

  #takeSize(byte: number): void {
    const digit = hexDigit(byte);
    if (digit >= 0) {
      this.#digits += 1;
      this.size = this.size * 16 + digit;
      if (this.size > maxChunkBytes) this.problem = "a chunk's size is no sensible number of bytes";
    } else if (this.#digits === 0) this.#refuse(byte, "where a chunk's size should be");
    else if (byte === cr) this.#part = "lineLf";
    else if (byte === semicolon || byte === space || byte === tab) this.#part = "extension";
    else this.#refuse(byte, "in a chunk's size");
  }

  #refuse(byte: number, where: string): void {
    this.problem = `byte 0x${byte.toString(16).padStart(2, "0")} ${where}`;
  }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
