// The master's side of the first four frames of a link: hello, challenge, proof, welcome.
// Pure decisions; the session holds the socket.
import type { MasterMessage } from "@gadfly/shared/protocol/master-message";
import { gadflyVersion, protocolVersion } from "@gadfly/shared/protocol/version";
import type { WorkerMessage, WorkerMessageOf } from "@gadfly/shared/protocol/worker-message";
import {
  createNonce,
  createProof,
  isSameProof,
  type Nonces,
} from "@gadfly/shared/node/token-proof";

/** Where a link stands. */
export type HandshakeState =
  | { readonly step: "awaitingHello" }
  | {
      readonly step: "awaitingProof";
      readonly hello: WorkerMessageOf<"hello">;
      readonly nonces: Nonces;
    };

/** What to do about a frame. */
export type HandshakeAction =
  | {
      readonly kind: "answer";
      readonly message: MasterMessage;
      readonly state: HandshakeState;
    }
  | { readonly kind: "refuse"; readonly code: string; readonly text: string }
  | {
      readonly kind: "admit";
      readonly hello: WorkerMessageOf<"hello">;
      readonly nonces: Nonces;
      readonly resumeProof: Uint8Array | null;
    };

const refuse = (code: string, text: string): HandshakeAction => ({ kind: "refuse", code, text });

const answerHello = (hello: WorkerMessageOf<"hello">): HandshakeAction => {
  if (hello.protocol !== protocolVersion)
    return refuse(
      "version",
      `the worker speaks protocol ${hello.protocol} (gadfly ${hello.version}), this master speaks ${protocolVersion} (gadfly ${gadflyVersion}): install the same version on both`,
    );
  if (hello.nonce.length < 16) return refuse("nonce", "the worker's nonce is too short");
  const nonces = { worker: hello.nonce, master: createNonce() };
  return {
    kind: "answer",
    message: {
      type: "challenge",
      protocol: protocolVersion,
      version: gadflyVersion,
      nonce: nonces.master,
    },
    state: { step: "awaitingProof", hello, nonces },
  };
};

const isProof = (message: WorkerMessage): message is WorkerMessageOf<"proof"> =>
  message.type === "proof";

/** The answer to the next frame of a link that is not yet joined. */
export const advanceHandshake = (
  state: HandshakeState,
  message: WorkerMessage,
  token: string,
): HandshakeAction => {
  if (state.step === "awaitingHello")
    return message.type === "hello"
      ? answerHello(message)
      : refuse("order", `the first message must be hello, not ${message.type}`);
  if (!isProof(message))
    return refuse("order", `the second message must be proof, not ${message.type}`);
  const expected = createProof(token, "worker", state.nonces);
  if (!isSameProof(expected, message.proof))
    return refuse(
      "token",
      token === ""
        ? "the worker has a token and this master has none: start the master with the same token"
        : "the worker's token is not this master's token",
    );
  const { hello, nonces } = state;
  return { kind: "admit", hello, nonces, resumeProof: message.resumeProof };
};
