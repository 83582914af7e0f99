import type * as z from "zod/mini";
import type { Form } from "./form.ts";

/** The schema of an object, whose fields can be looked at. */
export type Fields<Value> = z.ZodMiniType<Value> & { shape: z.core.$ZodLooseShape };

/** The permission that an act needs: the least role, and the scope of a key, if a key may have it. */
export type Needs = { least: string; scope: string | null } | null;

/**
 * Something that people and programs can do: the half of its definition that pages need, which reaches
 * no Node code. The other half (`implement`) stands beside its statement; both are published as a form,
 * as an operation of the API and in its document (`publish`). docs/acts.md tells how to add one.
 */
export interface Act<Params = object, Input = object, Needed extends Needs = Needs> {
  /** The thing, then what is done with it: `organization.rename`. Its form has this as its address. */
  name: string;
  /** The permission that it needs; null when everybody who is signed in may. */
  needs: Needed;
  /** What stands in its address, in this order. */
  params: Fields<Params>;
  /** What is sent with it. Messages are codes. */
  input: Fields<Input>;
  /** Whether it makes something: a form then carries the `id` for it, so that it is made once. */
  makes?: boolean;
  /**
   * The page that shows its form, where a browser without script comes back to.
   * @param sent what was sent with it, unchecked.
   */
  page(params: NoInfer<Params>, sent: Record<string, unknown>): string;
  /** Which part of that page holds the form, by its `id`, where a page has several. */
  section?: string;
  /** What the codes of its refusals say to people. */
  messages: Record<string, string>;
  /** Set when it takes files: how many bytes all of it may have. */
  byteLimit?: number;
}

/** Infers what an act takes from its schemas. */
export const defineAct = <Params, Input, const Needed extends Needs>(
  act: Act<Params, Input, Needed>,
) => act;

/** The form of an act, as its page shows it. */
export type ActForm = Omit<Form<never>, "schema">;

/**
 * The form of an act on something.
 * @param params what stands in its address.
 * @param sent what was sent with it, if it was.
 */
export function formOf<Params, Input>(
  act: Act<Params, Input>,
  params: Params,
  sent: Record<string, unknown> = {},
): ActForm {
  const { section, messages, byteLimit } = act;
  const values: Record<string, unknown> = { ...Object(params) };
  const place = placeNames(act).map((name) => encodeURIComponent(String(values[name])));
  return {
    page: act.page(params, sent),
    action: ["/api/forms", act.name, ...place].join("/"),
    messages,
    ...(section && { section }),
    ...(byteLimit && { byteLimit }),
  };
}

/** The names of what stands in the address of an act, in its order. */
export const placeNames = ({ params }: { params: Fields<unknown> }) => Object.keys(params.shape);
