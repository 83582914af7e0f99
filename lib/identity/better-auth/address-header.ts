/** In which Better Auth is told a visitor's address. Only `call.ts` writes it: no request reaches Better
 * Auth from outside. */
export const addressHeader = "x-client-address";
