/** 1 MiB, several times the largest delivery seen. */
export const bodyLimit = 1_048_576;

export class BodyTooLargeError extends Error {
  override name = "BodyTooLargeError";
}

/**
 * The raw body as text, since a signature covers its bytes. Reads no further than the limit.
 * @throws BodyTooLargeError past `bodyLimit` bytes.
 */
export async function readBody(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length")) > bodyLimit) throw new BodyTooLargeError();
  if (!request.body) return "";
  const decoder = new TextDecoder();
  let length = 0;
  let text = "";
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > bodyLimit) throw new BodyTooLargeError();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
