import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { fileURLToPath } from "node:url";
import { buildApp, builds } from "#tests/build/build.ts";
import { type NextServer, startNext } from "#tests/build/next-server.ts";
import { startTestNeon, type TestNeon } from "#tests/build/test-neon.ts";

const rsa = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

/** The keys of a Clerk instance that does not exist, and those of somebody else. */
export const keys = rsa();
export const otherKeys = rsa();

/** The app as built for Clerk, with a database of its own and no way off this machine. */
export interface ClerkApp extends NextServer {
  neon: TestNeon;
}

export async function startClerkApp(): Promise<ClerkApp> {
  const build = await buildApp(builds.clerk);
  const neon = await startTestNeon();
  try {
    const cutNetwork = fileURLToPath(new URL("cut-network.ts", import.meta.url));
    const env = {
      ...neon.env,
      NODE_OPTIONS: `--import=${cutNetwork}`,
      CLERK_SECRET_KEY: "sk_live_0000000000000000000000000000000000000000",
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_live_${btoa("clerk.penning.test$")}`,
      CLERK_JWT_KEY: keys.publicKey.export({ type: "spki", format: "pem" }).toString(),
    };
    const app = await startNext(build, env, "localhost");
    const stop = async () => {
      await app.stop();
      await neon.stop();
    };
    return { ...app, neon, stop };
  } catch (error) {
    await neon.stop();
    throw error;
  }
}

export interface TokenOptions {
  userId: string;
  /** The origin that Clerk gave the token to. */
  party: string;
  /** Seconds from now until it expires. */
  lifetime?: number;
  key?: KeyObject;
}

/** A session token as Clerk signs them. */
export function sessionToken({ userId, party, lifetime = 60, key }: TokenOptions): string {
  const now = Math.floor(Date.now() / 1_000);
  const issued = Math.min(now, now + lifetime) - 60;
  const claims = {
    azp: party,
    exp: now + lifetime,
    iat: issued,
    iss: "https://clerk.penning.test",
    nbf: issued,
    sid: "sess_test",
    sts: "active",
    sub: userId,
    v: 2,
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const head = encode({ alg: "RS256", kid: "ins_test", typ: "JWT" });
  const content = `${head}.${encode(claims)}`;
  const signature = createSign("RSA-SHA256")
    .update(content)
    .sign(key ?? keys.privateKey, "base64url");
  return `${content}.${signature}`;
}

/** The headers of a browser that opens a page, with the cookies that Clerk's script has set. */
export function browserHeaders(token?: string): Headers {
  const signedInSince = Math.floor(Date.now() / 1_000) - 3_600;
  const cookies = ["__clerk_db_jwt=dvb_test"];
  if (token) cookies.push(`__session=${token}`, `__client_uat=${signedInSince}`);
  return new Headers({
    accept: "text/html",
    cookie: cookies.join("; "),
    "sec-fetch-dest": "document",
  });
}
