import { formatNumber } from "#lib/text/format.ts";

/** What takes the seats of an organization. */
export interface SeatCount {
  memberCount: number;
  /** Open invitations: each holds a seat until it is accepted, is revoked or expires. */
  invitedCount: number;
  /** How many the plan has; null for any number. */
  seats: number | null;
}

export const takenSeats = ({ memberCount, invitedCount }: SeatCount): number =>
  memberCount + invitedCount;

/** Null without a limit, never below zero. */
export const seatsLeft = (count: SeatCount): number | null =>
  count.seats === null ? null : Math.max(count.seats - takenSeats(count), 0);

const number = (count: number, one: string, many: string) =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

/** Who takes the seats: "1 member and 2 open invitations". */
export function seatHolders({ memberCount, invitedCount }: SeatCount): string {
  const members = number(memberCount, "member", "members");
  if (invitedCount === 0) return members;
  return `${members} and ${number(invitedCount, "open invitation", "open invitations")}`;
}
