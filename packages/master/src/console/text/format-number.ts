// Numbers as people read them, as the page writes them too.
export * from "@gadfly/shared/units/format-number";
