// A link that gives a file: the master's, or one that is made from what the page holds.
import { useEffect, useState } from "preact/hooks";
import type { RunFile } from "../../model/files/file-list.ts";

/** The link. */
export const FileLink = ({ file: { title, name, from } }: { readonly file: RunFile }) => {
  const address = useAddress(from);
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
