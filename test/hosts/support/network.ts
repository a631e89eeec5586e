// Four hosts and two switches, each in a network namespace. Masters and workers talk over the switch
// "control", workers and the target over the switch "load": each can be slow or cut without the other.
//
//   home ─── control ─── near ─── load ─── target
//                └────── far ──────┘
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { DelayedLink, type Delay } from "./delayed-link.ts";
import { ip, Namespaces } from "./namespaces.ts";

/** `home` has masters, `target` the simulator, `near` and `far` have workers. */
export type HostName = "home" | "target" | "near" | "far";
/** Who talks about what. */
export type SwitchName = "control" | "load";

/** Delays of the links of `far`; those of the others are as short as can be. */
export type Delays = Partial<Readonly<Record<SwitchName, Delay>>>;

const numbers: Readonly<Record<HostName, number>> = { home: 1, target: 2, near: 3, far: 4 };
const hostNames = ["home", "target", "near", "far"] as const;
const subnets: Readonly<Record<SwitchName, string>> = { control: "10.77.0", load: "10.78.0" };
const members: Readonly<Record<SwitchName, readonly HostName[]>> = {
  control: ["home", "near", "far"],
  load: ["target", "near", "far"],
};

const runFile = promisify(execFile);

/** The hosts and what joins them. */
export class Network implements AsyncDisposable {
  readonly #namespaces = new Namespaces();
  readonly #delayed: DelayedLink[] = [];
  readonly #switch: string;
  readonly #hosts: Readonly<Record<HostName, string>>;

  private constructor() {
    const add = (name: string): string => this.#namespaces.add(name);
    this.#switch = add("switch");
    this.#hosts = { home: add("home"), target: add("target"), near: add("near"), far: add("far") };
  }

  /** Makes everything, or nothing. */
  static async build(delays: Delays = {}): Promise<Network> {
    const network = new Network();
    try {
      for (const name of ["control", "load"] as const) await network.#wire(name, delays[name]);
      return network;
    } catch (cause) {
      await network[Symbol.asyncDispose]();
      throw cause;
    }
  }

  /** The namespace of a host, for `ip netns exec`. */
  namespaceOf(host: HostName): string {
    return this.#hosts[host];
  }

  /** A host's address on a switch. */
  addressOf(host: HostName, switchName: SwitchName): string {
    return `${subnets[switchName]}.${numbers[host]}`;
  }

  /** Runs a command on a host; resolves with what it printed. */
  async run(host: HostName, command: string, args: readonly string[]): Promise<string> {
    const words = ["netns", "exec", this.namespaceOf(host), command, ...args];
    const { stdout } = await runFile("ip", words, { maxBuffer: 256 * 1024 * 1024 });
    return stdout;
  }

  /** From now on nothing that a host sends or is sent over a switch arrives. Nobody is told. */
  cut(host: HostName, switchName: SwitchName): void {
    ip(`-n ${this.#switch} link set ${host}-${switchName} nomaster`);
  }

  /** Frames pass again. */
  mend(host: HostName, switchName: SwitchName): void {
    ip(`-n ${this.#switch} link set ${host}-${switchName} master ${switchName}`);
  }

  /** Lets no more than this through of what a host sends over a switch; `rate` as `tc` reads it. */
  async limit(host: HostName, switchName: SwitchName, rate: string): Promise<void> {
    const words = `qdisc add dev ${switchName} root tbf rate ${rate} burst 16kb latency 100ms`;
    await this.run(host, "tc", words.split(" "));
  }

  /** How many bytes a host has sent over a switch. */
  async bytesSent(host: HostName, switchName: SwitchName): Promise<number> {
    const file = `/sys/class/net/${switchName}/statistics/tx_bytes`;
    return Number(await this.run(host, "cat", [file]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const link of this.#delayed) await link[Symbol.asyncDispose]();
    this.#namespaces[Symbol.dispose]();
  }

  async #wire(name: SwitchName, delayOfFar: Delay | undefined): Promise<void> {
    ip(`-n ${this.#switch} link add ${name} type bridge`);
    ip(`-n ${this.#switch} link set ${name} up`);
    for (const host of hostNames.filter((known) => members[name].includes(known))) {
      const port = `${host}-${name}`;
      if (host === "far" && delayOfFar !== undefined) await this.#layDelayed(name, delayOfFar);
      else
        ip(
          `link add ${port} netns ${this.#switch} type veth peer name ${name} netns ${this.#hosts[host]}`,
        );
      ip(`-n ${this.#switch} link set ${port} master ${name} up`);
      const address = this.addressOf(host, name);
      ip(`-n ${this.#hosts[host]} addr add ${address}/24 dev ${name}`);
      ip(`-n ${this.#hosts[host]} link set ${name} up`);
    }
  }

  async #layDelayed(name: SwitchName, delay: Delay): Promise<void> {
    const ends = [`far-${name}`, `far-${name}-x`] as const;
    this.#delayed.push(await DelayedLink.start(this.#switch, ends, delay));
    ip(`-n ${this.#switch} link set ${ends[1]} netns ${this.#hosts.far} name ${name}`);
  }
}
