// What can be kept of the run, and where it is kept.
import { useMemo } from "preact/hooks";
import { type RunFile, runFiles } from "../../model/files/file-list.ts";
import type { RunPicture } from "../../model/run-picture.ts";
import { CopyLine } from "../parts/copy-line.tsx";
import { Panel } from "../parts/panel.tsx";
import { FileLink } from "./file-link.tsx";

/** Files, folder and command line. */
export const FilesView = ({ picture }: { readonly picture: RunPicture }) => {
  const { connection, report, runId, status, tables } = picture;
  const hasRun = tables !== null;
  // A report's files are made once, not with every drawing.
  const files = useMemo(() => runFiles(picture), [connection, report, runId, hasRun]);
  return (
    <>
      <Panel title="Files">
        {files.length === 0 ? (
          <p class="quiet">There is no run yet.</p>
        ) : (
          <ul class="files">
            {files.map((file) => (
              <FileRow key={file.name} file={file} />
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

const FileRow = ({ file }: { readonly file: RunFile }) => (
  <li>
    <FileLink file={file} />
    <span class="quiet small">{file.about}</span>
  </li>
);
