import { Resolver } from "node:dns/promises";
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { isLocalTarget, isPublicAddress, type Reach, targetProblem } from "./target.ts";

/** What came of a request. */
export interface Answer {
  /** The HTTP status; null without an answer. */
  status: number | null;
  /** Why there was no answer, in words that may be shown; null with one. */
  failure: string | null;
  /** The first characters of its body. */
  text: string;
  milliseconds: number;
}

interface Post {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** The addresses of a host: IPv4 and IPv6. @throws when it has none. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<string[]>;

interface PostOptions extends Reach {
  resolve?: Resolve;
  /** Milliseconds for all of it. */
  timeout?: number;
}

/** Milliseconds that an endpoint has for its answer. */
export const timeLimit = 15_000;
const bodyLimit = 65_536;
const shownLength = 1_000;

/** A failure whose message may be shown to members. */
class PostError extends Error {
  override name = "PostError";
}

/**
 * Posts to a URL that somebody typed. Redirects are not followed. The host's addresses are looked up
 * once, all must be public, and the connection goes to one of these: a name that resolves differently
 * the next time leads nowhere else. Of the answer's body 64 KB are read at the most.
 */
export async function post({ url, headers, body }: Post, options: PostOptions): Promise<Answer> {
  const began = performance.now();
  const { resolve = resolveHost, timeout = timeLimit } = options;
  const signal = AbortSignal.timeout(timeout);
  const answered = (answer: Omit<Answer, "milliseconds">): Answer => ({
    ...answer,
    milliseconds: Math.round(performance.now() - began),
  });
  try {
    const target = new URL(url);
    if (targetProblem(target, options)) throw new PostError("The URL is not allowed.");
    const bytes = Buffer.from(body);
    const common = {
      method: "POST",
      headers: { ...headers, "content-length": String(bytes.length) },
      // A connection of its own, so that none is used again for another name.
      agent: false,
      signal,
    } as const;
    const sent = isLocalTarget(target, options)
      ? overHttp(target, common)
      : overHttps(target, { ...common, lookup: lookupWith(resolve, signal) });
    return answered(await answerTo(sent, bytes));
  } catch (error) {
    const failure = failureOf(signal.aborted ? signal.reason : error, timeout);
    return answered({ status: null, failure, text: "" });
  }
}

function answerTo(
  sent: ReturnType<typeof overHttp>,
  bytes: Buffer,
): Promise<Omit<Answer, "milliseconds">> {
  return new Promise((resolve, reject) => {
    let end: (error: Error) => void = reject;
    sent.on("error", (error) => end(error));
    // Without an answer, it was closed or changed its protocol; else this changes nothing.
    sent.on("close", () => end(new PostError("The connection was closed before an answer.")));
    sent.on("response", (response) => {
      const parts: Buffer[] = [];
      let length = 0;
      // The status counts, also where the rest of the answer breaks off or takes too long.
      end = () => {
        response.destroy();
        const text = Buffer.concat(parts).toString().replaceAll("\0", "").toWellFormed();
        const shown = Array.from(text.slice(0, 2 * shownLength))
          .slice(0, shownLength)
          .join("");
        resolve({ status: response.statusCode ?? null, failure: null, text: shown });
      };
      response.on("data", (part: Buffer) => {
        parts.push(part);
        length += part.length;
        if (length >= bodyLimit) response.destroy();
      });
      response.on("end", end).on("error", end).on("close", end);
    });
    sent.end(bytes);
  });
}

/** A lookup for Node's sockets that gives public addresses alone. Addresses in the URL never come here. */
export const lookupWith =
  (resolve: Resolve, signal: AbortSignal): LookupFunction =>
  (host, { all, family }, callback) => {
    resolve(host, signal)
      .then((addresses) => {
        if (!addresses.every(isPublicAddress)) {
          throw new PostError("The host has an address that is not public.");
        }
        const found = addresses
          .map((address) => ({ address, family: address.includes(":") ? 6 : 4 }))
          .filter((one) => !family || one.family === family);
        const [first] = found;
        if (!first) throw new PostError("The host was not found.");
        if (all) callback(null, found);
        else callback(null, first.address, first.family);
      })
      .catch((error: Error) => callback(error, ""));
  };

/** By DNS alone, off the thread pool: one name server that does not answer holds up nobody else. */
const resolveHost: Resolve = async (host, signal) => {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  signal.addEventListener("abort", () => resolver.cancel(), { once: true });
  const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = found.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  if (addresses.length === 0) throw new PostError("The host was not found.");
  return addresses;
};

const known: Record<string, string> = {
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: "The connection was closed before an answer.",
  EPIPE: "The connection was closed before an answer.",
  EHOSTUNREACH: "The host cannot be reached.",
  ENETUNREACH: "The host cannot be reached.",
  CERT_HAS_EXPIRED: "The certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The certificate is self-signed.",
  SELF_SIGNED_CERT_IN_CHAIN: "The certificate is self-signed.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The certificate cannot be verified.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The certificate is for another host.",
};

function failureOf(error: unknown, timeout: number): string {
  if (error instanceof PostError) return error.message;
  if (error instanceof Error && error.name === "TimeoutError") {
    return `No answer within ${timeout / 1_000} seconds.`;
  }
  // One attempt for each address of the host: the first tells why.
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  const code = String(Reflect.get(Object(cause), "code") ?? "");
  return (
    known[code] ?? `The connection failed${/^[A-Z_\d]{1,60}$/.test(code) ? ` (${code})` : ""}.`
  );
}
