// The worker's side of the first frames of a link. Pure decisions; master-link holds the socket.
import type { MasterMessageOf } from "@gadfly/shared/protocol/master-message";
import { gadflyVersion, protocolVersion } from "@gadfly/shared/protocol/version";
import type { WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import { deriveLinkKey, unseal } from "@gadfly/shared/node/seal";
import {
  createNonce,
  createProof,
  isSameProof,
  type Nonces,
} from "@gadfly/shared/node/token-proof";

/** Who this process is; `resume` once it has been welcomed. */
export interface Identity {
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  readonly cpus: number;
  readonly resume: { readonly workerId: string; readonly secret: Uint8Array } | null;
}

/** What a welcome gives. */
export interface Welcome {
  readonly message: MasterMessageOf<"welcome">;
  readonly linkKey: Uint8Array;
  readonly resumeSecret: Uint8Array;
}

/** One handshake. */
export class Handshake {
  readonly #token: string;
  readonly #identity: Identity;
  readonly #nonce = createNonce();
  #nonces: Nonces | null = null;

  constructor(token: string, identity: Identity) {
    this.#token = token;
    this.#identity = identity;
  }

  /** The first frame. */
  hello(): WorkerMessageOf<"hello"> {
    const { name, host, pid, cpus, resume } = this.#identity;
    return {
      type: "hello",
      protocol: protocolVersion,
      version: gadflyVersion,
      name,
      host,
      pid,
      cpus,
      nonce: this.#nonce,
      resume: resume?.workerId ?? null,
    };
  }

  /** The answer to a challenge, or why there is none. */
  answer(challenge: MasterMessageOf<"challenge">): Result<WorkerMessageOf<"proof">> {
    if (challenge.protocol !== protocolVersion)
      return err(
        `the master speaks protocol ${challenge.protocol} (gadfly ${challenge.version}), this worker speaks ${protocolVersion} (gadfly ${gadflyVersion})`,
      );
    const nonces = { worker: this.#nonce, master: challenge.nonce };
    this.#nonces = nonces;
    const secret = this.#identity.resume?.secret ?? null;
    return ok({
      type: "proof",
      proof: createProof(this.#token, "worker", nonces),
      resumeProof: secret === null ? null : createProof(secret, "resume", nonces),
    });
  }

  /** Checks the master's own proof; nothing that it says counts before. */
  accept(message: MasterMessageOf<"welcome">): Result<Welcome> {
    if (this.#nonces === null) return err("the master said welcome before it asked for a proof");
    const expected = createProof(this.#token, "master", this.#nonces);
    if (!isSameProof(expected, message.proof))
      return err("the master does not know this worker's token");
    const linkKey = deriveLinkKey(this.#token, this.#nonces, message.workerId);
    const resumeSecret = unseal(linkKey, message.resumeSecret);
    return resumeSecret.ok
      ? ok({ message, linkKey, resumeSecret: resumeSecret.value })
      : resumeSecret;
  }
}
