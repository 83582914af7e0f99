import { CasingCache } from "drizzle-orm/casing";
import { Column } from "drizzle-orm/column";
import { Name, SQL, StringChunk } from "drizzle-orm/sql";
import { Table } from "drizzle-orm/table";
import { parameterText } from "./parameter.ts";
import { type Form, type Piece, sql, Template, Text } from "./sql.ts";

/** A statement as it is sent. */
export interface Written {
  /** With `$1` for the first parameter. */
  text: string;
  parameters: (string | null)[];
}

/**
 * Writes a statement. The text is made once for each shape: templates that are filled in with other
 * parameters find it again, so a call only collects its parameters. Drizzle's own way gives the same text,
 * but makes an object of every piece and asks each up to fourteen times what it is.
 * @throws TypeError when a parameter has no one text.
 */
export function written(statement: SQL): Written {
  const { form, parameters } = filledIn(statement);
  form.statement ??= textOf(form, (place) => `$${place}`);
  return { text: form.statement, parameters };
}

/** The form of a statement, which is the same object each time, and its parameters. */
export function filledIn(statement: SQL): { form: Form; parameters: Written["parameters"] } {
  const parameters: Written["parameters"] = [];
  return { form: formOf(statement, parameters), parameters };
}

const parameter: Form = { made: null };
const nothing: Form = { made: "" };

/** @param parameters gets those of the piece. */
function formOf(piece: Piece, parameters: (string | null)[]): Form {
  if (piece === undefined) return nothing;
  // The name of an enumeration is a function.
  if (typeof piece === "function") return byDrizzle(piece, parameters);
  if (piece === null || typeof piece !== "object") {
    parameters.push(parameterText(piece));
    return parameter;
  }
  if (piece instanceof Template) {
    if (piece.form) return piece.form;
    if (isInlined(piece)) return byDrizzle(piece, parameters);
    const before = parameters.length;
    const form = formOfAll(piece.queryChunks, parameters);
    // Without parameters, the template as such is the same each time: columns, conditions, shapes.
    if (parameters.length === before) piece.form = form;
    return form;
  }
  if (piece instanceof Text) {
    piece.form ??= formOfText(piece.value.join(""));
    return piece.form;
  }
  const found = known.get(piece);
  if (found) return found;
  if (piece instanceof SQL && !isInlined(piece)) return formOfAll(piece.queryChunks, parameters);
  if (piece instanceof Name) return formOfText(names.escapeName(piece.value));
  if (isBare(piece)) return formOf(piece.getSQL(), parameters);
  if (piece instanceof StringChunk) return formOfText(piece.value.join(""));
  const form = byDrizzle(piece, parameters);
  if (piece instanceof Column || piece instanceof Table) known.set(piece, form);
  return form;
}

/** Of columns and tables, which live as long as the program. */
const known = new WeakMap<object, Form>();

/** A place in the tree of all sequences of forms that were seen. */
class Step {
  readonly #before: Step | undefined;
  readonly #by: Form;
  #last: Step | undefined;
  /** Every next step, once there are two. */
  #all: Map<Form, Step> | undefined;
  #form: Form | undefined;

  constructor(by: Form, before?: Step) {
    this.#by = by;
    this.#before = before;
  }

  /** Most templates go the same way each time, so the last step is looked at first. */
  to(form: Form): Step {
    const last = this.#last;
    if (last && last.#by === form) return last;
    let next = this.#all?.get(form);
    if (!next) {
      next = new Step(form, this);
      forms.size += 1;
      if (last) {
        this.#all ??= new Map([[last.#by, last]]);
        this.#all.set(form, next);
      }
    }
    this.#last = next;
    return next;
  }

  /** The form of the steps that lead here. */
  get form(): Form {
    if (!this.#form) {
      const made: Form[] = [];
      for (let step: Step = this; step.#before; step = step.#before) made.unshift(step.#by);
      this.#form = { made };
    }
    return this.#form;
  }
}

/** Enough for every statement of the app. Lists of any length would add to them for ever. */
const most = 50_000;

const newForms = () => ({ root: new Step(nothing), texts: new Map<string, Form>(), size: 0 });
let forms = newForms();

function formOfAll(pieces: readonly Piece[], parameters: (string | null)[]): Form {
  if (forms.size > most) forms = newForms();
  let step = forms.root;
  for (const piece of pieces) step = step.to(formOf(piece, parameters));
  return step.form;
}

function formOfText(text: string): Form {
  let form = forms.texts.get(text);
  if (!form) {
    form = { made: text };
    forms.texts.set(text, form);
    forms.size += 1;
  }
  return form;
}

/** The text of a form. @param parameter what stands for a parameter, by its place from 1. */
export function textOf(whole: Form, parameter: (place: number) => string): string {
  let text = "";
  let place = 0;
  const add = ({ made }: Form): void => {
    if (made === null) text += parameter(++place);
    else if (typeof made === "string") text += made;
    else made.forEach(add);
  };
  add(whole);
  // Its characters count as well.
  forms.size += Math.ceil(text.length / 100);
  return text;
}

/** Whether its parameters are to be written into the text. */
const isInlined = (piece: SQL): boolean => Reflect.get(piece, "shouldInlineParams") === true;

/** What stands in a template as the SQL that it is made of, such as a field of a shape. */
const isBare = (piece: object): piece is { getSQL(): SQL } =>
  "shouldOmitSQLParens" in piece &&
  typeof piece.shouldOmitSQLParens === "function" &&
  piece.shouldOmitSQLParens() === true;

const names = {
  casing: new CasingCache(),
  escapeName: (name: string) => `"${name.replaceAll('"', '""')}"`,
  escapeString: (text: string) => `'${text.replaceAll("'", "''")}'`,
};

/** Stands for a parameter: no text of a statement can have this character. */
const gap = "\0";

/** For what seldom or never stands in a statement of the app: lists, aliases, views, encoders. */
function byDrizzle(piece: Piece, parameters: (string | null)[]): Form {
  const { sql: text, params } = sql`${piece}`.toQuery({ ...names, escapeParam: () => gap });
  for (const value of params) parameters.push(parameterText(value));
  let step = forms.root;
  for (const [place, part] of text.split(gap).entries()) {
    if (place > 0) step = step.to(parameter);
    step = step.to(formOfText(part));
  }
  return step.form;
}
