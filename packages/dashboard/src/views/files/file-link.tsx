// A link that gives a file: the master's, or one that is made from what the page holds.
import { useEffect, useState } from "preact/hooks";
import type { RunFile } from "../../model/files/file-list.ts";

/** What is linked. */
export interface FileLinkProps {
  readonly file: RunFile;
  /** Who would give the file is gone. */
  readonly isDead: boolean;
}

/** The link. */
export const FileLink = ({ file: { title, name, from }, isDead }: FileLinkProps) => {
  const address = useAddress(from);
  if (isDead)
    return (
      <span class="dead-link" role="link" aria-disabled="true">
        {title}
      </span>
    );
  return (
    <a href={address} download={name}>
      {title}
    </a>
  );
};

const useAddress = (from: RunFile["from"]): string => {
  const [address, setAddress] = useState("path" in from ? from.path : "");
  useEffect(() => {
    if ("path" in from) return undefined;
    const url = URL.createObjectURL(new Blob([from.text], { type: from.mediaType }));
    setAddress(url);
    return () => URL.revokeObjectURL(url);
  }, [from]);
  return address;
};
