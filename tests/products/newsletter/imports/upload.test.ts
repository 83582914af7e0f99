import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as getCsv } from "#app/api/v1/organizations/[slug]/subscriber-imports/[id]/problems.csv/route.newsletter.ts";
import { imports, subscribers } from "#drizzle/tables.ts";
import { formOf } from "#lib/forms/act.ts";
import { uploadImportAct } from "#lib/products/newsletter/imports/acts.ts";
import { db, setUp } from "#tests/api/calls/set-up.ts";
import { formPost } from "#tests/forms/post.ts";
import { appUrl, type Visitor } from "#tests/identity/visitor.ts";

beforeAll(() => {
  process.env.NEWSLETTER_SECRET ??= "a secret of the tests, with 32 characters";
});

type Fields = Record<string, string | Blob>;

/** Sends the form as a browser without script does. */
async function upload(visitor: Visitor, slug: string, fields: Fields): Promise<Response> {
  const headers = new Headers(visitor.headers);
  headers.set("sec-fetch-site", "same-origin");
  headers.set("accept", "text/html");
  const form = new FormData();
  const all = { id: crypto.randomUUID(), separator: "", encoding: "", consent: "Yes", ...fields };
  for (const [name, value] of Object.entries(all)) form.append(name, value);
  const written = new Response(form);
  headers.set("content-type", written.headers.get("content-type") ?? "");
  const body = await written.arrayBuffer();
  const { action } = formOf(uploadImportAct, { slug });
  const request = new Request(`${appUrl}${action}`, { method: "POST", headers, body });
  return formPost(uploadImportAct, { slug })(request);
}

const csv = (text: string, name = "readers.csv") => new File([text], name, { type: "text/csv" });
const place = (answer: Response) => answer.headers.get("location");

describe("a file that is sent without script", () => {
  test("is imported in one request, with its columns guessed", async () => {
    const { visitor, slug, id: organizationId } = await setUp("admin");
    const bytes = new Uint8Array([
      ...Buffer.from("E-Mail;Vorname\nmia@mail.example;J"),
      0xf6,
      0x72,
    ]);
    const fields = { id: crypto.randomUUID(), file: new File([bytes], "leser.csv") };
    for (const _ of ["once", "and again, from the history of the browser"]) {
      const answer = await upload(visitor, slug, fields);
      expect(answer.status).toBe(303);
      expect(place(answer)).toBe(`/o/${slug}/subscribers/import?notice=subscribers_imported`);
    }
    const people = await db()
      .select()
      .from(subscribers)
      .where(eq(subscribers.organizationId, organizationId));
    expect(people).toMatchObject([{ email: "mia@mail.example", name: "Jör" }]);
    const made = await db().select().from(imports).where(eq(imports.id, fields.id));
    expect(made).toMatchObject([{ fileName: "leser.csv", parts: 1, taken: 1 }]);
  });

  test("comes back to its page with what is wrong", async () => {
    const { visitor, slug } = await setUp("admin");
    const wrong: [Fields, string][] = [
      [{ file: new File([new Uint8Array([0x50, 0x4b, 3, 4, 20])], "a.xlsx") }, "import_no_csv"],
      [{ file: csv("") }, "import_empty"],
      [{ file: csv("Colour\nred\n") }, "import_no_email_column"],
      [{ file: csv("Email\na@mail.example\n"), consent: " " }, "import_consent_missing"],
      [{ file: csv("Email\na@mail.example\n"), lists: crypto.randomUUID() }, "import_list_unknown"],
      [{ file: csv("Email\na@mail.example\n"), separator: "x" }, "import_invalid"],
      [{ file: csv(`Email\n${"a".repeat(5_000_000)}`) }, "too_large"],
    ];
    for (const [fields, code] of wrong) {
      const answer = await upload(visitor, slug, fields);
      expect(answer.status).toBe(303);
      expect(place(answer)).toContain(`/o/${slug}/subscribers/import?`);
      expect(place(answer)).toContain(code);
    }
  });
});

describe("the file with the problems of an import", () => {
  test("has the shape of the file, then line, column and reason, and no formula", async () => {
    const { visitor, slug } = await setUp("admin");
    const text = 'E-Mail;Vorname\n=1+1;"a;b"\nmia@mail.example;x\nMIA@mail.example;y\na@b;1;2\n';
    const id = crypto.randomUUID();
    await upload(visitor, slug, { id, file: csv(text) });
    const get = (who: Visitor, of: string) =>
      getCsv(new Request(`${appUrl}/`, { headers: who.headers }), {
        params: Promise.resolve({ slug: of, id }),
      });
    const answer = await get(visitor, slug);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect((await answer.text()).split("\r\n")).toEqual([
      "E-Mail;Vorname;Line;Column;Problem;",
      `'=1+1;"a;b";2;E-Mail;This is not an email address.;`,
      "mia@mail.example;x;3;;The same address comes again further down. The last row counts.;",
      "a@b;1;5;;The row has more cells than the file has columns.;2",
      "",
    ]);
    const foreign = await setUp("owner");
    expect((await get(foreign.visitor, slug)).status).toBe(404);
    expect((await get(foreign.visitor, foreign.slug)).status).toBe(404);
  });
});
