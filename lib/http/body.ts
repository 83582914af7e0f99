export class BodyTooLargeError extends Error {
  override name = "BodyTooLargeError";
}

/**
 * The raw body of a request as text. Reads no further than the limit, in bytes.
 * @throws BodyTooLargeError past the limit.
 */
export async function readBody(request: Request, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks(request, limit)) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/**
 * The raw body of a request. Reads no further than the limit, in bytes.
 * @throws BodyTooLargeError past the limit.
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await readBlob(request, limit)).arrayBuffer());
}

/**
 * The fields and files of a request whose body is `multipart/form-data`. Reads no further than the
 * limit, in bytes.
 * @throws BodyTooLargeError past the limit, TypeError when the body is not what it says.
 */
export async function readMultipart(request: Request, limit: number): Promise<FormData> {
  const headers = { "content-type": request.headers.get("content-type") ?? "" };
  return new Response(await readBlob(request, limit), { headers }).formData();
}

async function readBlob(request: Request, limit: number): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunks(request, limit)) parts.push(chunk);
  return new Blob(parts);
}

async function* chunks(request: Request, limit: number) {
  if (Number(request.headers.get("content-length")) > limit) throw new BodyTooLargeError();
  if (!request.body) return;
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > limit) throw new BodyTooLargeError();
    yield chunk;
  }
}
