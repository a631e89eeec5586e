// Leads to a field that is wrong, also into a group that is folded.

/** Opens the field's group and puts the focus into the field, once it is drawn. */
export const focusField = (name: string): void => {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>(`#option-${CSS.escape(name)}`);
    const group = field?.closest("details");
    if (group !== undefined && group !== null) group.open = true;
    field?.focus();
  });
};
