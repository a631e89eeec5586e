// What the programs of this suite are told, as JSON in their only argument.

/** Settings of a control reader. */
export interface ControlSettings {
  readonly host: string;
  readonly port: number;
  /** Connections, each with one request at a time. */
  readonly streams: number;
  readonly maxTokens: number;
  readonly promptTokens: number;
  /** Pause of a stream between two requests. */
  readonly pauseMs: number;
  /** Where the requests are written when it is over. */
  readonly file: string;
}

/** Settings of a worker with a tap. */
export interface RecordingWorkerSettings {
  readonly masterPort: number;
  readonly token: string;
  readonly name: string;
  /** Where the requests are written when it is over. */
  readonly file: string;
}
