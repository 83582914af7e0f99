import { afterEach, expect, test, vi } from "vitest";

const environment = {
  DATABASE_URL: "postgres://app:s3cret@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app",
  BETTER_AUTH_SECRET: "of this test alone, and of nothing else",
  SMTP_URL: "smtps://app:s3cret@smtp.example.com:465",
  MAIL_FROM: "mail@example.com",
  APP_URL: "https://app.example.com",
};

afterEach(() => vi.unstubAllEnvs());

/** What an app with these variables takes for the address. The environment is read once. */
async function seen(variables: Record<string, string>, headers: Record<string, string>) {
  for (const [name, value] of Object.entries({ ...environment, ...variables })) {
    vi.stubEnv(name, value);
  }
  vi.resetModules();
  const { clientAddress } = await import("#lib/http/origin.ts");
  return clientAddress(new Headers(headers));
}

const onVercel = { VERCEL_ENV: "production" };
const forged = { "x-forwarded-for": "198.51.100.1", "x-real-ip": "198.51.100.2" };

test("without a platform or a proxy that tells, no header counts", async () => {
  expect(await seen({}, forged)).toBeNull();
  // A copy of Vercel's variables for work on this machine is not Vercel.
  expect(await seen({ VERCEL_ENV: "development", VERCEL: "1" }, forged)).toBeNull();
});

test("on Vercel it is what Vercel tells", async () => {
  const headers = { ...forged, "x-real-ip": "203.0.113.7" };
  expect(await seen(onVercel, headers)).toBe("203.0.113.7");
});

test("it is what the named proxy added last, on Vercel too", async () => {
  const proxy = { TRUSTED_PROXY: "X-Forwarded-For" };
  const headers = { "x-forwarded-for": "198.51.100.1, 203.0.113.7" };
  expect(await seen(proxy, headers)).toBe("203.0.113.7");
  expect(await seen({ ...proxy, ...onVercel }, headers)).toBe("203.0.113.7");
  expect(await seen(proxy, { "x-real-ip": "198.51.100.2" })).toBeNull();
  expect(await seen(proxy, { "x-forwarded-for": "203.0.113.7, unknown" })).toBeNull();
});

test("a proxy's header that is none is said when the app starts", async () => {
  await expect(seen({ TRUSTED_PROXY: "x forwarded for" }, {})).rejects.toThrow(
    "TRUSTED_PROXY must be a header, such as x-forwarded-for.",
  );
});
