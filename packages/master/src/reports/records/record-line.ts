// A line of --records: one request as JSON.
import {
  requestRecordSchemaName,
  type RequestFacts,
  type RequestRecordLine,
} from "@gadfly/shared/result/request-record";

/** Where records go as they come; a rule folder knows no file. */
export interface RecordSink {
  /** Takes the records of a worker, by its name; the answer is how many were kept. */
  write(worker: string, records: readonly RequestFacts[]): number;
}

/** One line, with its end. */
export const recordLine = (worker: string, facts: RequestFacts): string => {
  const line: RequestRecordLine = { schema: requestRecordSchemaName, worker, ...facts };
  return `${JSON.stringify(line)}\n`;
};
