"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

/** Every box of the rows that belong to a form, by its id. */
const boxesOf = (form: string) =>
  Array.from(
    document.querySelectorAll<HTMLInputElement>(
      `input[type=checkbox][data-select-row][form="${CSS.escape(form)}"]`,
    ),
  );

function useSelection(form: string) {
  const [state, setState] = useState({ selected: 0, all: 0 });
  useEffect(() => {
    const count = () => {
      const boxes = boxesOf(form);
      setState({ selected: boxes.filter(({ checked }) => checked).length, all: boxes.length });
    };
    // After a reset the boxes change a moment later than they say.
    const later = () => setTimeout(count);
    count();
    document.addEventListener("change", count);
    document.addEventListener("reset", later);
    return () => {
      document.removeEventListener("change", count);
      document.removeEventListener("reset", later);
    };
  }, [form]);
  return state;
}

/** The box in the head of a table that selects every row of this page of it. */
export function SelectAll({ form, label = "Select all" }: { form: string; label?: string }) {
  const { selected, all } = useSelection(form);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = selected > 0 && selected < all;
  }, [selected, all]);
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={label}
      checked={all > 0 && selected === all}
      onChange={({ target }) => {
        for (const row of boxesOf(form)) row.checked = target.checked;
        document.dispatchEvent(new Event("change"));
      }}
      className="script-shown size-4 align-middle accent-accent"
    />
  );
}

/** How many rows are selected, and what can be done with them; there once any is. */
export function SelectedCount({
  form,
  noun = "selected",
  children,
}: {
  form: string;
  noun?: string;
  children?: ReactNode;
}) {
  const { selected } = useSelection(form);
  return (
    <div data-selected={selected} className="selected-count">
      <p role="status" className="script-shown text-sm font-medium tabular-nums">
        {selected} {noun}
      </p>
      {children}
    </div>
  );
}
