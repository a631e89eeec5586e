// The records lie in shared, for the page reads them too; here is their name inside the master.
export {
  journalRecord,
  type AmendRecord,
  type IntervalRecord,
  type JournalRecord,
  type JournalRecordOf,
  type WorkerInterval,
} from "@gadfly/shared/journal/journal-record";
