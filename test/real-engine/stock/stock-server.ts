// A server from PyPI as a process, on a port of its own.
import { type Child, type ChildSettings, startChild } from "../../../bench/src/process/spawn.ts";

/** Python starts slowly, and slower still on a busy machine. */
const startTimeoutMs = 80_000;

/** A server that was started. */
export class StockServer implements AsyncDisposable {
  readonly url: string;
  readonly #child: Child;

  private constructor(url: string, child: Child) {
    this.url = url;
    this.#child = child;
  }

  /** Starts one that runs on uvicorn, and waits until that says where it listens. */
  static async start(settings: ChildSettings): Promise<StockServer> {
    const child = startChild(settings);
    try {
      const [, url = ""] = await child.hasWritten(/Uvicorn running on (http\S+)/, startTimeoutMs);
      return new StockServer(url, child);
    } catch (error) {
      await child.stop();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.stop();
  }
}
