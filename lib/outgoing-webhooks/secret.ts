/** A new secret as Standard Webhooks write it: `whsec_` and 32 random bytes in base64. */
export const newSecret = (): string =>
  `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`;
