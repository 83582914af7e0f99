import type { ActForm } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { segmentFilter } from "#lib/products/newsletter/audience/filter.ts";
import {
  type ConditionRow,
  conditionRows,
  rowOf,
} from "#lib/products/newsletter/audience/segments/row-input.ts";

interface Typed {
  name: string | undefined;
  match: string;
  rows: ConditionRow[];
  /** As JSON, for the count; null while a condition is incomplete. */
  filter: string | null;
}

/**
 * What a browser without script typed into the form of a segment, which its address has: after a refusal,
 * or when it asked for one condition more or less. Undefined when it has none.
 */
export function typedSegment(
  form: ActForm,
  query: Record<string, string | string[] | undefined>,
): Typed | undefined {
  const { values } = formState(form, query);
  const isTyped = Object.keys(values).some((name) => /^(match|more|drop|conditions\.)/.test(name));
  if (!isTyped) return undefined;
  const kept = Object.fromEntries(
    Object.entries(values).filter(([name]) => !name.startsWith(`conditions.${values.drop}.`)),
  );
  const rows = conditionRows(kept);
  if (values.more && !values.drop && values.add) rows.push(rowOf(values.add));
  const match = values.match === "any" ? "any" : "all";
  const filter = segmentFilter.safeParse({ match, conditions: rows });
  return {
    name: values.name,
    match,
    rows,
    filter: filter.success ? JSON.stringify(filter.data) : null,
  };
}
