import { Checkbox } from "#lib/ui/checkbox.tsx";

interface ListBoxesProps {
  lists: { id: string; name: string }[];
  /** The ids of those that are ticked. */
  chosen: readonly string[];
  error?: string | undefined;
  /** Where the card around them says it. */
  isLegendHidden?: boolean;
}

/** A box for each list that a person can be put on. */
export function ListBoxes({ lists, chosen, error, isLegendHidden }: ListBoxesProps) {
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className={isLegendHidden ? "sr-only" : "mb-2 text-sm font-medium"}>Lists</legend>
      {lists.length === 0 && (
        <p className="text-sm text-muted">There are no lists yet. Create one on the page Lists.</p>
      )}
      {lists.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          name="lists"
          value={id}
          defaultChecked={chosen.includes(id)}
        />
      ))}
      {error && <p className="text-sm text-danger">{error}</p>}
    </fieldset>
  );
}
