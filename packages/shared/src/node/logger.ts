// pino, printed the way Locust's users know: [time] HOST/LEVEL/module: text, on stderr or in a file.
import { hostname } from "node:os";
import { openSync, writeSync } from "node:fs";
import { pino } from "pino";
import { GadflyError } from "../errors/gadfly-error.ts";
import type { Logger } from "../logging/logger.ts";

/** Where log lines go. */
export type LineSink = (line: string) => void;

const levelNames: Readonly<Record<number, string>> = {
  20: "DEBUG",
  30: "INFO",
  40: "WARNING",
  50: "ERROR",
  60: "CRITICAL",
};

const pinoLevels: Readonly<Record<string, string>> = {
  DEBUG: "debug",
  INFO: "info",
  WARNING: "warn",
  ERROR: "error",
  CRITICAL: "fatal",
};

const hidden = new Set(["level", "time", "pid", "hostname", "module", "msg"]);

// Names and sentences of peers end up in the log: none may forge a line or steer a terminal.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const escapeCharacter = (character: string): string =>
  shortEscapes[character] ?? `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;

const toOneLine = (text: string): string => text.replace(unprintable, escapeCharacter);

const formatFields = (record: Record<string, unknown>): string =>
  Object.entries(record)
    .filter(([key]) => !hidden.has(key))
    .map(([key, value]) => ` ${key}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("");

const pad = (value: number, width: number): string => String(value).padStart(width, "0");

const formatTime = (timeMs: number): string => {
  const t = new Date(timeMs);
  const day = `${t.getFullYear()}-${pad(t.getMonth() + 1, 2)}-${pad(t.getDate(), 2)}`;
  const clock = `${pad(t.getHours(), 2)}:${pad(t.getMinutes(), 2)}:${pad(t.getSeconds(), 2)}`;
  return `${day} ${clock},${pad(t.getMilliseconds(), 3)}`;
};

const parseRecord = (json: string): Record<string, unknown> => {
  const parsed: unknown = JSON.parse(json);
  return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
};

const formatLine = (json: string): string => {
  const record = parseRecord(json);
  const level = levelNames[Number(record["level"])] ?? "INFO";
  const where = `${hostname()}/${level}/${String(record["module"])}`;
  const said = toOneLine(`${String(record["msg"])}${formatFields(record)}`);
  return `[${formatTime(Number(record["time"]))}] ${where}: ${said}\n`;
};

/** Lines are written at once: what is said right before the end must not be lost. */
const openSink = (path: string | null): LineSink => {
  if (path === null) return (line) => void process.stderr.write(line);
  try {
    const file = openSync(path, "a");
    return (line) => void writeSync(file, line);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GadflyError("GF_LOG_UNWRITABLE", { path, reason }, { cause });
  }
};

/** Settings of a logger. */
export interface LoggerSettings {
  readonly module: string;
  /** Locust's names: DEBUG, INFO, WARNING, ERROR, CRITICAL. */
  readonly level: string;
  /** null: stderr. */
  readonly file: string | null;
  /** Overrides `file`; the console uses it to keep its progress line below the log. */
  readonly sink?: LineSink;
  /** Hears every line as well. */
  readonly listener?: LineSink;
}

/** A logger for one module of one process. */
export const createLogger = (settings: LoggerSettings): Logger => {
  const sink = settings.sink ?? openSink(settings.file);
  const say: LineSink = (line) => {
    sink(line);
    settings.listener?.(line);
  };
  const level = pinoLevels[settings.level.toUpperCase()] ?? "info";
  const inner = pino(
    { level, base: { module: settings.module } },
    { write: (json: string) => say(formatLine(json)) },
  );
  return {
    debug: (text, fields = {}) => inner.debug(fields, text),
    info: (text, fields = {}) => inner.info(fields, text),
    warn: (text, fields = {}) => inner.warn(fields, text),
    error: (text, fields = {}) => inner.error(fields, text),
  };
};
