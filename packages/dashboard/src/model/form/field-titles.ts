// What each field of the start form is called by people. The flag's name stands beside it.

const titles: Readonly<Record<string, string>> = {
  host: "Server address",
  model: "Model",
  users: "Users",
  "spawn-rate": "Users per second",
  "run-time": "Time limit",
  "prompt-tokens": "Prompt length",
  "max-tokens": "Longest answer",
  "api-key": "API key",
  insecure: "Accept any certificate",
  "wait-ready": "Wait for the server",
  "http-engine": "HTTP engine",
  "run-time-from": "Time limit counts from",
  "max-requests": "Most requests",
  wait: "Pause between requests",
  "stop-timeout": "Time to end requests",
  "failure-wait": "Pause after a failure",
  "max-fail-ratio": "Most failures",
  "reset-stats": "Forget the ramp",
  provider: "Kind of server",
  endpoint: "API",
  probe: "Probe request",
  chat: "Chat API",
  stream: "Streamed answers",
  "prompt-randomize": "A new prompt each time",
  "top-p": "Top p",
  "top-k": "Top k",
  "ignore-eos": "Answers of full length",
  choices: "Answers in a request",
  items: "Inputs in a request",
  "cancel-rate": "Share to break off",
  "cancel-after": "Break off after",
  stop: "Stop at text",
  logprobs: "Log probabilities",
  header: "Further headers",
  "extra-body": "Further body fields",
  "show-response": "Answers to print",
  "headers-timeout": "Timeout of headers",
  "connect-timeout": "Timeout of connecting",
  "first-token-timeout": "Timeout of the first token",
  "idle-timeout": "Timeout of silence",
  "progress-timeout": "Timeout between tokens",
  "request-timeout": "Timeout of a request",
};

/** The title of a field; an option that has none yet is called by its name. */
export const fieldTitle = (name: string): string => {
  const words = name.replaceAll("-", " ");
  return titles[name] ?? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};

/** The fields that have a title of their own. */
export const titledFields = Object.keys(titles);
