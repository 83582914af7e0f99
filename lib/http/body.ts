export class BodyTooLargeError extends Error {
  override name = "BodyTooLargeError";
}

/**
 * The raw body of a request as text. Reads no further than the limit, in bytes.
 * @throws BodyTooLargeError past the limit.
 */
export async function readBody(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get("content-length")) > limit) throw new BodyTooLargeError();
  if (!request.body) return "";
  const decoder = new TextDecoder();
  let length = 0;
  let text = "";
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > limit) throw new BodyTooLargeError();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
