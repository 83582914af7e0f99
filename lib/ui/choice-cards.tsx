import { type ReactNode, useId } from "react";
import { described, Notes } from "./labelled.tsx";

export interface Choice {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  isDisabled?: boolean;
}

interface ChoicesProps {
  legend: string;
  name: string;
  choices: Choice[];
  defaultValue?: string;
  hint?: ReactNode;
  error?: string;
  required?: boolean;
  className?: string;
}

/** One among a few, each seen at once. */
export function RadioGroup(props: ChoicesProps) {
  return <Choices {...props} grid="grid gap-2.5" card="" />;
}

/** One among a few that need a sentence each: a role, a plan. */
export function ChoiceCards({ columns = 1, ...props }: ChoicesProps & { columns?: 1 | 2 | 3 }) {
  const grid = { 1: "grid gap-2", 2: "grid gap-2 sm:grid-cols-2", 3: "grid gap-2 sm:grid-cols-3" };
  return (
    <Choices
      {...props}
      grid={grid[columns]}
      card="rounded-lg border border-line bg-surface p-3 shadow-xs hover:border-field has-checked:border-accent has-checked:bg-accent-soft/40 has-disabled:opacity-60"
    />
  );
}

function Choices({
  legend,
  name,
  choices,
  defaultValue,
  hint,
  error,
  required,
  className = "",
  grid,
  card,
}: ChoicesProps & { grid: string; card: string }) {
  const id = `${name}${useId()}`;
  return (
    <fieldset className={`grid min-w-0 gap-2 ${className}`}>
      <legend className="mb-2 text-sm font-medium">{legend}</legend>
      <div className={grid}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={`grid grid-cols-[auto_1fr] content-start gap-x-2.5 ${card}`}
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              defaultChecked={choice.value === defaultValue}
              disabled={choice.isDisabled}
              required={required}
              className="mt-1 size-4 accent-accent"
              {...described(id, { hint, error })}
            />
            <span className="text-sm font-medium leading-6">{choice.label}</span>
            {choice.hint && (
              <span className="col-start-2 text-sm leading-5 text-muted">{choice.hint}</span>
            )}
          </label>
        ))}
      </div>
      <Notes id={id} name={name} hint={hint} error={error} />
    </fieldset>
  );
}
