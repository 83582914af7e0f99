import { once } from "node:events";
import type { Duplex } from "node:stream";

/** What a client of the Postgres protocol says before it logs in. */
export type Opening =
  | { kind: "startup"; parameters: Map<string, string> }
  | { kind: "cancel"; message: Buffer };

const protocolVersion3 = 3;
const sslRequest = 80_877_103;
const gssEncryptionRequest = 80_877_104;
const cancelRequest = 80_877_102;
const maxStartupBytes = 10_000;
const maxPasswordBytes = 10_000;

/**
 * Reads the first message, declining encryption if asked for it: the WebSocket is the tunnel.
 * @throws RangeError when it is not the Postgres protocol, version 3.
 */
export async function readOpening(stream: Duplex, signal: AbortSignal): Promise<Opening> {
  for (;;) {
    const header = await readBytes(stream, 8, signal);
    const length = header.readInt32BE(0);
    const code = header.readInt32BE(4);
    if (length < 8 || length > maxStartupBytes) {
      throw new RangeError(`a startup message of ${length} bytes`);
    }
    const rest = await readBytes(stream, length - 8, signal);
    if (code === cancelRequest) return { kind: "cancel", message: Buffer.concat([header, rest]) };
    if (code >> 16 === protocolVersion3) return { kind: "startup", parameters: toMap(rest) };
    if (code !== sslRequest && code !== gssEncryptionRequest) {
      throw new RangeError(`protocol ${code >> 16}.${code & 0xffff} is not supported`);
    }
    stream.write("N");
  }
}

/**
 * Asks for the password in clear text, as Neon does on WebSockets: the driver has sent it
 * before it is asked, to save a trip.
 */
export async function readPassword(stream: Duplex, signal: AbortSignal): Promise<string> {
  stream.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
  const header = await readBytes(stream, 5, signal);
  const length = header.readInt32BE(1);
  if (header[0] !== 0x70 || length < 5 || length > maxPasswordBytes) {
    throw new RangeError("expected a password message");
  }
  const body = await readBytes(stream, length - 4, signal);
  return body.toString("utf8", 0, body.length - 1);
}

/** An ErrorResponse message that ends a login. */
export function fatalError(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const header = Buffer.from([0x45, 0, 0, 0, 0]);
  header.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([header, fields]);
}

function toMap(body: Buffer): Map<string, string> {
  const words = body.toString("utf8").split("\0");
  const map = new Map<string, string>();
  for (let at = 0; words[at]; at += 2) map.set(words[at] ?? "", words[at + 1] ?? "");
  return map;
}

async function readBytes(stream: Duplex, size: number, signal: AbortSignal): Promise<Buffer> {
  let held = Buffer.alloc(0);
  for (;;) {
    // Takes everything: a reader that waits on a stream with a partial message would be woken in a loop.
    const chunk: unknown = stream.read();
    if (Buffer.isBuffer(chunk)) held = Buffer.concat([held, chunk]);
    if (held.length >= size) {
      if (held.length > size) stream.unshift(held.subarray(size));
      return held.subarray(0, size);
    }
    if (stream.readableEnded) throw new RangeError("the client went away");
    await once(stream, "readable", { signal });
  }
}
