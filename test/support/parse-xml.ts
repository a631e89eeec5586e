// XML as plain objects, by a parser that refuses everything that is not well formed.
import { SaxesParser } from "saxes";

/** Attributes as `@name`, elements by name, text as `#text`; an element of text alone is that text. */
export interface XmlNode {
  [key: string]: string | XmlNode | (string | XmlNode)[];
}

/** Elements that may come several times are lists even when there is one. */
const lists: ReadonlySet<string> = new Set(["testcase", "property"]);

const addTo = (parent: XmlNode, name: string, child: string | XmlNode): void => {
  const before = parent[name];
  if (Array.isArray(before)) before.push(child);
  else if (before === undefined) parent[name] = lists.has(name) ? [child] : child;
  else throw new Error(`<${name}> comes twice`);
};

/** White space between elements means nothing. */
const settle = (node: XmlNode): string | XmlNode => {
  const { "#text": text = "", ...rest } = node;
  if (typeof text !== "string" || text.trim() === "") return rest;
  return Object.keys(rest).length === 0 ? text : node;
};

/** The content of the root element. */
export const parseXml = (xml: string): string | XmlNode => {
  const parser = new SaxesParser();
  const root: XmlNode = {};
  const open = [root];
  const top = (): XmlNode => open.at(-1) ?? root;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ attributes }) => {
    const entries = Object.entries(attributes).map(([name, value]) => [`@${name}`, value]);
    open.push(Object.fromEntries(entries));
  });
  parser.on("text", (text) => {
    const { "#text": before = "" } = top();
    top()["#text"] = `${typeof before === "string" ? before : ""}${text}`;
  });
  parser.on("closetag", ({ name }) => {
    const node = open.pop() ?? {};
    addTo(top(), open.length === 1 ? "root" : name, settle(node));
  });
  parser.write(xml).close();
  const document = root["root"] ?? {};
  return Array.isArray(document) ? {} : document;
};
