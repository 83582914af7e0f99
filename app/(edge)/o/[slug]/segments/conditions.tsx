"use client";

import { useEffect, useRef, useState } from "react";
import type { ConditionKind } from "#lib/products/newsletter/audience/segments/kinds.ts";
import {
  type ConditionRow,
  kindOf,
  rowOf,
  valueless,
} from "#lib/products/newsletter/audience/segments/row-input.ts";
import { Button } from "#lib/ui/button.tsx";
import { control } from "#lib/ui/control.ts";

interface ConditionsProps {
  kinds: ConditionKind[];
  rows: ConditionRow[];
  /** What is wrong, by the name of a field: `conditions.0.value`. */
  errors: Record<string, string | undefined>;
  /** The page itself, where a browser without script adds and removes rows. */
  page: string;
}

/**
 * The conditions of a segment. Without script the buttons that add and remove one send the form to its page,
 * which shows it again with what was typed.
 */
export function Conditions({ kinds, rows: initial, errors, page }: ConditionsProps) {
  const [rows, setRows] = useState(() => initial.map((row, number) => ({ row, number })));
  const next = useRef(initial.length);
  const added = useRef<HTMLSelectElement>(null);
  // React would show the script's buttons to a browser that has none.
  const [hasScript, setHasScript] = useState(false);
  useEffect(() => setHasScript(true), []);
  const byServer = { formMethod: "get", formAction: page, formNoValidate: true } as const;
  const submits = hasScript
    ? { type: "button" as const }
    : { type: "submit" as const, ...byServer };
  const changed = () => added.current?.form?.dispatchEvent(new Event("input", { bubbles: true }));

  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-2 text-sm font-medium">Conditions</legend>
      {rows.map(({ row, number }) => {
        const kind = kinds.find(({ id }) => id === kindOf(row));
        return (
          <Row
            key={number}
            row={row}
            number={number}
            kind={kind}
            errors={errors}
            remove={
              <Button
                look="quiet"
                size="small"
                {...submits}
                name="drop"
                value={number}
                aria-label={`Remove the condition ${kind?.label ?? ""}`}
                onClick={() => {
                  if (!hasScript) return;
                  setRows((all) => all.filter((one) => one.number !== number));
                  setTimeout(changed);
                }}
              >
                Remove
              </Button>
            }
          />
        );
      })}
      <p data-error-of="conditions" className="text-sm text-danger empty:hidden">
        {errors.conditions}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <select
          ref={added}
          name="add"
          aria-label="Condition to add"
          className={`${control} select-arrow w-auto! max-w-full`}
        >
          {kinds.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
        <Button
          look="secondary"
          {...submits}
          name="more"
          value="1"
          onClick={() => {
            const kind = added.current?.value;
            if (!hasScript || !kind) return;
            const number = next.current++;
            setRows((all) => [...all, { row: rowOf(kind), number }]);
            setTimeout(changed);
          }}
        >
          Add condition
        </Button>
      </div>
    </fieldset>
  );
}

interface RowProps {
  row: ConditionRow;
  number: number;
  kind: ConditionKind | undefined;
  errors: Record<string, string | undefined>;
  remove: React.ReactNode;
}

function Row({ row, number, kind, errors, remove }: RowProps) {
  const [operator, setOperator] = useState(row.is ?? Object.keys(kind?.operators ?? {})[0] ?? "");
  const name = (part: string) => `conditions.${number}.${part}`;
  const error = [
    errors[`conditions.${number}`],
    errors[name("value")],
    errors[name("is")],
    errors[name("on")],
    errors[name("key")],
  ]
    .filter(Boolean)
    .join(" ");
  const about = kind?.label ?? row.key ?? row.on ?? "";
  const shared = {
    name: name("value"),
    "aria-label": `${about}: value`,
    defaultValue: row.value,
    className: control,
  };
  return (
    <div className="grid gap-1.5 rounded-lg border border-line p-3">
      <input type="hidden" name={name("on")} value={row.on} />
      {row.key && <input type="hidden" name={name("key")} value={row.key} />}
      <div className="flex items-center justify-between gap-2">
        <span className="text-sm font-medium wrap-anywhere">{about}</span>
        {remove}
      </div>
      <div className="grid grid-cols-1 items-center gap-2 sm:grid-cols-2">
        <select
          name={name("is")}
          aria-label={`${about}: comparison`}
          defaultValue={operator}
          onChange={({ target }) => setOperator(target.value)}
          className={`${control} select-arrow`}
        >
          {Object.entries(kind?.operators ?? { is: "is" }).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
        {!valueless.includes(operator) && (
          <span className="flex min-w-0 items-center gap-2">
            {kind?.input === "choice" ? (
              <select {...shared} className={`${control} select-arrow`}>
                {Object.entries(kind.options ?? {}).map(([value, text]) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
              </select>
            ) : (
              <input
                {...shared}
                type={kind?.input === "date" ? "date" : "text"}
                inputMode={kind?.input === "number" ? "decimal" : undefined}
                maxLength={200}
              />
            )}
            {kind?.unit && <span className="shrink-0 text-sm text-muted">{kind.unit}</span>}
          </span>
        )}
      </div>
      <p data-error-of={name("value")} className="text-sm text-danger empty:hidden">
        {error}
      </p>
    </div>
  );
}
