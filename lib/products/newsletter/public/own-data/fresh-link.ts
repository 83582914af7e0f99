import { readToken, signToken } from "../../signed.ts";

/** A link to a person's own data, and who it is for. */
export interface OwnLink {
  organizationId: string;
  subscriberId: string;
}

/** For how many minutes a link works, since any mail may be passed on. */
export const freshMinutes = 60;

const seconds = (at: number) => Math.floor(at / 1_000);

/** @param at when it is made, in milliseconds. */
export const signFresh = (
  { organizationId, subscriberId }: OwnLink,
  at = Date.now(),
): Promise<string> =>
  signToken("data", { ids: [organizationId, subscriberId], number: seconds(at) });

/** @returns "expired" for one that was made here too long ago, null for one that was not. */
export async function readFresh(
  token: string,
  at = Date.now(),
): Promise<OwnLink | "expired" | null> {
  const read = await readToken("data", token, 2);
  const [organizationId, subscriberId] = read?.ids ?? [];
  if (!read || !organizationId || !subscriberId) return null;
  const age = seconds(at) - read.number;
  return age <= freshMinutes * 60 ? { organizationId, subscriberId } : "expired";
}
