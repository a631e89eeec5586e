// What can be kept of the run, and where it is kept.
import { useMemo } from "preact/hooks";
import { reportCommand, runFiles } from "../../model/files/file-list.ts";
import { isGone } from "../../model/header/trouble.ts";
import type { RunPicture } from "../../model/run-picture.ts";
import { CopyLine } from "../parts/copy-line.tsx";
import { Panel } from "../parts/panel.tsx";
import { FileLink, type FileLinkProps } from "./file-link.tsx";

/** Files, folder and command line. */
export const FilesView = ({ picture }: { readonly picture: RunPicture }) => {
  const { connection, report, runId, status, tables } = picture;
  const hasRun = tables !== null;
  // A report's files are made once, not with every drawing.
  const files = useMemo(() => runFiles(picture), [connection, report, runId, hasRun]);
  return (
    <>
      <Panel title="Files">
        {isGone(picture) && <GoneNotice picture={picture} />}
        {files.length === 0 ? (
          <p class="quiet">There is no run yet.</p>
        ) : (
          <ul class="files">
            {files.map((file) => (
              <FileRow key={file.name} file={file} isDead={isGone(picture)} />
            ))}
          </ul>
        )}
      </Panel>
      {status !== null && (
        <Panel title="The same run again">
          {status.commandLine === null ? (
            <p class="quiet">The command line of this run is not known.</p>
          ) : (
            <CopyLine name="Command line" text={status.commandLine} />
          )}
        </Panel>
      )}
      {status !== null && connection !== "report" && (
        <Panel title="Folder of the run">
          {status.folder === null ? (
            <p class="quiet">Nothing is kept on the master's disk (--no-save, or no run).</p>
          ) : (
            <>
              <CopyLine name="Folder" text={status.folder} />
              <p class="quiet small">
                On the machine of the master. gadfly report makes reports from it, gadfly compare
                sets it against others.
              </p>
            </>
          )}
        </Panel>
      )}
    </>
  );
};

const GoneNotice = ({ picture }: { readonly picture: RunPicture }) => {
  const command = reportCommand(picture);
  const what =
    picture.connection === "closed" ? "The program has ended" : "The program does not answer";
  return (
    <>
      <p class="notice">
        {`${what}, so these files cannot be fetched from it. `}
        {command === null
          ? "Nothing of the run was kept on its disk (--no-save)."
          : "On its machine, this command makes the report from what it kept:"}
      </p>
      {command !== null && <CopyLine name="Command of the report" text={command} />}
    </>
  );
};

const FileRow = ({ file, isDead }: FileLinkProps) => (
  <li>
    <FileLink file={file} isDead={isDead} />
    <span class="quiet small">{file.about}</span>
  </li>
);
