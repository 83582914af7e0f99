/** Clerk's sign-up confirms addresses itself. */
export function VerifyBanner() {
  return null;
}
