import { describe, expect, test } from "vitest";
import { hostileHeaders, hostileJson, hostileTexts } from "#tests/hostile/corpus.ts";
import { allForms, fieldsOf, places } from "#tests/hostile/forms.ts";
import { allRoutes, routeOf } from "./routes.ts";
import { type Attempt, expectRefusals, setUp } from "./set-up.ts";

const routes = await allRoutes();
const forms = await allForms();
const json = { "content-type": "application/json", accept: "application/json" };
const urlencoded = { "content-type": "application/x-www-form-urlencoded" };

describe.each(forms.map((form) => [form.action, form] as const))("the form of %s", (_, form) => {
  const { route, params } = routeOf(routes, form.action);
  const isPlace = (value: string) => Object.values(places).includes(value);
  const fixed = Object.fromEntries(Object.entries(params).filter(([, value]) => !isPlace(value)));
  const open = route.params.filter((name) => !Object.hasOwn(fixed, name));
  // The route of acts has all of it in one parameter.
  const parts = params.path?.split("/") ?? [];
  const inPath = [...parts.keys()].filter((at) => isPlace(parts[at] ?? ""));
  const fields = fieldsOf(form.schema);
  const names = Object.keys(fields);
  const valid = { method: "POST", params: fixed, headers: urlencoded, body: encoded(fields) };

  const ways: [string, Attempt[]][] = [
    [
      "address",
      hostileTexts.flatMap((text) => [
        ...open.map((name) => ({ ...valid, params: { ...fixed, [name]: text } })),
        ...inPath.map((at) => ({ ...valid, params: { path: parts.with(at, text) } })),
      ]),
    ],
    [
      "fields",
      hostileTexts.flatMap((text) => [
        { ...valid, body: encoded(Object.fromEntries(names.map((name) => [name, [text, text]]))) },
        ...names.map((name) => ({ ...valid, body: encoded({ ...fields, [name]: text }) })),
      ]),
    ],
    [
      "JSON",
      hostileJson.flatMap((value) =>
        names.map((name) => ({
          ...valid,
          headers: json,
          body: JSON.stringify({ ...fields, [name]: value }),
        })),
      ),
    ],
    [
      "headers",
      hostileHeaders.flatMap((value) =>
        [["user-agent", "x-forwarded-for", "accept"], ["content-type"], ["origin"]].map((sent) => {
          const hostile = Object.fromEntries(sent.map((name) => [name, value]));
          return { ...valid, headers: { ...urlencoded, ...hostile } };
        }),
      ),
    ],
  ];
  test.each(ways)(
    "answers no 5xx and logs nothing of it, whatever its %s hold",
    async (_, sent) => {
      await expectRefusals(route, await setUp(), sent);
    },
  );
});

test("every form of the app is among them", () => {
  expect(forms.length).toBeGreaterThan(30);
});

/** As a browser sends a form: a field with several values comes several times. */
function encoded(values: Record<string, unknown>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, String(one).toWellFormed()]),
  );
  return new URLSearchParams(pairs).toString();
}
