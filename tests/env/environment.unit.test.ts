import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isLocalUse, localSecrets, parseEnvironment } from "#lib/env/environment.ts";
import { identityProviders } from "#lib/env/identity-providers.ts";
import { senderExample } from "#lib/text/brand.ts";
import { deployed, mail, problems, secret, type Variables } from "./deployed.ts";

const local = {
  DATABASE_URL: "postgres://penning:penning@127.0.0.1:54321/penning",
  DATABASE_URL_READ: "postgres://penning:penning@ep-local.penning.localhost:54322/penning",
  ...localSecrets,
};

test("a database, a mail server and one secret are enough to deploy", () => {
  expect(parseEnvironment(deployed)).toMatchObject({
    APP_URL: "https://app.example.com",
    AUTH_PROVIDER: "better-auth",
    BETTER_AUTH_SECRET: secret,
  });
});

test("what npm run dev sets is enough on this machine", () => {
  expect(parseEnvironment(local)).toMatchObject({ APP_URL: "http://localhost:3000" });
  expect(parseEnvironment({ ...local, PORT: "3001" })).toMatchObject({
    APP_URL: "http://localhost:3001",
  });
});

describe("where people reach the app", () => {
  test("a preview has the address of its deployment", () => {
    const preview = parseEnvironment({ ...deployed, VERCEL_ENV: "preview" });
    expect(preview.APP_URL).toBe("https://app-abc123.vercel.app");
  });

  test("an address that is set wins, and a slash at its end goes", () => {
    const { APP_URL } = parseEnvironment({ ...deployed, APP_URL: "https://penning.example.com/" });
    expect(APP_URL).toBe("https://penning.example.com");
  });

  test.each(["penning.example.com", "https://x.example.com/app", "javascript:alert(1)", "/"])(
    "%s is refused",
    (APP_URL) => {
      expect(problems({ ...deployed, APP_URL })).toEqual([
        "APP_URL must be an address without a path, such as https://app.example.com.",
      ]);
    },
  );

  test("production elsewhere than on Vercel has to say it", () => {
    const { DATABASE_URL, BETTER_AUTH_SECRET } = deployed;
    const elsewhere = { ...mail, NODE_ENV: "production", DATABASE_URL, BETTER_AUTH_SECRET };
    expect(problems(elsewhere)).toEqual([
      "APP_URL must be an address without a path, such as https://app.example.com.",
    ]);
    expect(problems({ ...elsewhere, APP_URL: "https://app.example.com" })).toEqual([]);
  });
});

describe("mail", () => {
  test.each([
    ["Lamp <mail@example.com>", { name: "Lamp", address: "mail@example.com" }],
    ["mail@example.com", { name: "", address: "mail@example.com" }],
    [
      " Zoë’s app <a.b+c@mail.example.com>",
      { name: "Zoë’s app", address: "a.b+c@mail.example.com" },
    ],
  ])("is from %j", (MAIL_FROM, expected) => {
    expect(parseEnvironment({ ...deployed, MAIL_FROM }).MAIL_FROM).toEqual(expected);
  });

  test.each(["Lamp", "mail@", "a@b.example, c@d.example", "A <a@b.example>\r\nBcc: c@d.example"])(
    "is not from %j",
    (MAIL_FROM) => {
      expect(problems({ ...deployed, MAIL_FROM })).toEqual([
        `MAIL_FROM must be an address, such as ${senderExample}.`,
      ]);
    },
  );

  test.each(["smtp.example.com", "https://smtp.example.com"])("does not go to %s", (SMTP_URL) => {
    expect(problems({ ...deployed, SMTP_URL })).toEqual([
      "SMTP_URL must be smtps://user:password@smtp.example.com:465.",
    ]);
  });

  test("is needed by whatever is deployed, and not on this machine", () => {
    const expected = [
      "SMTP_URL is not set. Invitations and new passwords go through it: smtps://user:password@smtp.example.com:465.",
      `MAIL_FROM is not set. Mail is sent from it: ${senderExample}.`,
    ];
    for (const VERCEL_ENV of ["production", "preview"]) {
      const without = { ...deployed, SMTP_URL: "", MAIL_FROM: "", VERCEL_ENV };
      expect(problems(without)).toEqual(expected);
    }
    expect(parseEnvironment(local).SMTP_URL).toBeUndefined();
    expect(problems({ ...local, SMTP_URL: mail.SMTP_URL })).toEqual(expected.slice(1));
  });
});

describe("a variable that is wrong is named, with what to do", () => {
  test.each<[Variables, string[]]>([
    [
      { ...deployed, BETTER_AUTH_SECRET: undefined },
      ["BETTER_AUTH_SECRET is not set. Make one with `openssl rand -base64 32`."],
    ],
    [
      { ...deployed, BETTER_AUTH_SECRET: "short" },
      [
        "BETTER_AUTH_SECRET must have at least 32 characters. Make one with `openssl rand -base64 32`.",
      ],
    ],
    [
      { ...deployed, AUTH_PROVIDER: "auth0" },
      [`AUTH_PROVIDER must be ${identityProviders.map((name) => `"${name}"`).join(" or ")}.`],
    ],
    [
      { ...deployed, DATABASE_URL: undefined },
      [
        "DATABASE_URL is not set. `npm run dev` sets it for local use; on Vercel the Neon integration does.",
      ],
    ],
  ])("%#", (variables, expected) => {
    expect(problems(variables)).toEqual(expect.arrayContaining(expected));
    expect(problems(variables)).toHaveLength(expected.length);
  });

  test("all of them are told at once, by one error that holds no value", () => {
    const error = () =>
      parseEnvironment({
        BETTER_AUTH_SECRET: "s3cret",
        DATABASE_URL: "s3cret",
        APP_URL: "s3cret",
      });
    expect(error).toThrow(/^The environment is not complete:\n- APP_URL must/);
    expect(error).toThrow(/\n- BETTER_AUTH_SECRET must have/);
    expect(error).toThrow(/\n- DATABASE_URL is not a Postgres URL/);
    expect(error).not.toThrow(/s3cret/);
  });
});

describe("the secrets of local use, which are public", () => {
  const names = Object.keys(localSecrets);

  test.each(["production", "preview"])("are refused by a %s deployment", (VERCEL_ENV) => {
    const found = problems({ ...deployed, ...localSecrets, VERCEL_ENV });
    expect(found).toEqual(
      names.map((name) => `${name} is the public secret of local use. Set one of your own.`),
    );
    expect(problems({ ...local, ...mail, VERCEL_ENV, APP_URL: "https://app.example.com" })).toEqual(
      found,
    );
  });

  test("are refused by a production build, even beside its database", () => {
    const served = { ...local, ...mail, NODE_ENV: "production", APP_URL: "http://localhost:3000" };
    expect(problems(served)).toHaveLength(names.length);
    expect(isLocalUse(served)).toBe(false);
  });

  test("are taken by a production build that only this machine reaches, and that says so", () => {
    const served = { ...local, NODE_ENV: "production", LOCAL_USE: "1" };
    expect(problems(served)).toEqual([]);
    expect(problems({ ...served, APP_URL: "http://localhost:3001" })).toEqual([]);
    for (const elsewhere of [
      { APP_URL: "https://app.example.com" },
      { DATABASE_URL: deployed.DATABASE_URL, APP_URL: "http://localhost:3001" },
      { VERCEL_ENV: "preview", APP_URL: "http://localhost:3001" },
    ]) {
      expect(problems({ ...served, ...mail, ...elsewhere })).toHaveLength(names.length);
    }
  });

  test("are refused wherever a database is not on this machine", () => {
    const { DATABASE_URL } = deployed;
    expect(problems({ ...local, ...mail, DATABASE_URL })).toHaveLength(names.length);
    const elsewhere = { ...local, ...mail, DATABASE_URL_READ: DATABASE_URL };
    expect(problems(elsewhere)).toHaveLength(names.length);
  });

  test("are found among others", () => {
    const listed = { BETTER_AUTH_SECRET: `mine, ${localSecrets.BETTER_AUTH_SECRET} ,theirs` };
    expect(problems({ ...deployed, ...listed })).toEqual([
      "BETTER_AUTH_SECRET is the public secret of local use. Set one of your own.",
    ]);
  });
});

describe("the environment of a process", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  test("is read once: what changes later is not seen", async () => {
    for (const [name, value] of Object.entries(local)) vi.stubEnv(name, value);
    const { getEnvironment } = await import("#lib/env/environment.ts");
    const first = getEnvironment();
    vi.stubEnv("BETTER_AUTH_SECRET", secret);
    expect(getEnvironment()).toBe(first);
    expect(first).toMatchObject({ BETTER_AUTH_SECRET: localSecrets.BETTER_AUTH_SECRET });
  });
});

test(".env.example names every variable that the project reads", () => {
  const example = readFileSync(".env.example", "utf8");
  const names = ["lib", "local", "app", "scripts", "drizzle"].flatMap(namesIn);
  expect(names).toEqual(expect.arrayContaining(["DATABASE_URL", "SMTP_URL", "LOCAL_PORT"]));
  expect(names.filter((name) => !example.includes(`\n${name}=`))).toEqual([]);
});

const fromPlatform =
  /^(NODE_ENV|PATH|HOME|CI|NEXT_TELEMETRY_DISABLED|NEXT_RUNTIME|VERCEL_.*|VERCEL)$/;

/** Those of `process.env`, and the keys of the schemas that read it. */
function namesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const names = files
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const pattern = /(^env\/.*|\benvironment|^db\/endpoints)\.ts$/.test(file)
        ? /\b([A-Z]+_[A-Z_]+|PORT)\b/g
        : /\benv\.([A-Z][A-Z0-9_]*)/g;
      return [...readFileSync(`${folder}/${file}`, "utf8").matchAll(pattern)];
    })
    .flatMap(([, name]) => name ?? []);
  return [...new Set(names)].filter((name) => !fromPlatform.test(name));
}
