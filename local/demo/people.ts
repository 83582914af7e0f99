import type { Role } from "#lib/organizations/schema.ts";
import { type DemoSlug, demoUsers } from "#local/demo.ts";
import { diceFrom } from "./dice.ts";
import { atWork } from "./moments.ts";

/** Somebody in an organization, now or once. */
export interface DemoMember {
  userId: string;
  name: string;
  email: string;
  slug: DemoSlug;
  role: Role;
  joinedAt: Date;
  /** What they joined as, and when that changed. */
  promoted?: { from: Role; at: Date };
  left?: { at: Date; how: "member.left" | "member.removed" };
}

const firstNames = [
  ...["Ada", "Ben", "Cleo", "Dara", "Eli", "Fay", "Gus", "Hana", "Ivo", "Juno", "Kit", "Lena"],
  ...["Milo", "Nia", "Otto", "Pia", "Quin", "Rosa", "Sami", "Tess", "Uma", "Vic", "Wren", "Yara"],
];
const surnames = [
  ...["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fern", "Gorse", "Hazel", "Juniper", "Larch"],
  ...["Maple", "Nettle", "Oakleaf", "Pine", "Rowan", "Sorrel", "Thistle", "Willow", "Yarrow"],
];

/** A plainly fictional name; of the first 456 no two are alike. */
export function fictionalName(number: number): { first: string; last: string } {
  const first = firstNames[number % firstNames.length] ?? "";
  const last = surnames[(number * 7 + 3) % surnames.length] ?? "";
  return { first, last };
}

/** How the people of an organization came and went; days before now. */
interface Team {
  slug: DemoSlug;
  founder: { userId: string; name: string; email: string };
  foundedDaysAgo: number;
  /** Those who came with a role by name, of the four that everybody knows. */
  known: { userId: string; role: Role; daysAgo: number }[];
  /** Others, with the first number of their names. */
  others: number;
  firstNumber: number;
  admins: number;
  gone: number;
}

const teams: Team[] = [
  {
    slug: "acme",
    founder: { userId: "demo_owner", name: "Acme Owner", email: "owner@acme.test" },
    foundedDaysAgo: 396,
    known: [
      { userId: "demo_admin", role: "admin", daysAgo: 391 },
      { userId: "demo_member", role: "member", daysAgo: 380 },
    ],
    // Below the 20 seats of its plan, so that somebody can still be invited.
    others: 16,
    firstNumber: 0,
    admins: 2,
    gone: 4,
  },
  {
    slug: "globex",
    founder: { userId: "demo_outsider", name: "Globex Owner", email: "outsider@globex.test" },
    foundedDaysAgo: 203,
    known: [],
    others: 1,
    firstNumber: 100,
    admins: 0,
    gone: 0,
  },
  {
    slug: "initech",
    founder: { userId: "demo_initech_owner", name: "Initech Owner", email: "owner@initech.test" },
    foundedDaysAgo: 310,
    known: [{ userId: "demo_owner", role: "admin", daysAgo: 118 }],
    others: 66,
    firstNumber: 200,
    admins: 6,
    gone: 6,
  },
];

/** Everybody who is or was in one of the organizations, in the order in which they joined. */
export function demoMembers(now: Date): DemoMember[] {
  return teams.flatMap((team, index) => teamMembers(team, index, now));
}

function teamMembers(team: Team, index: number, now: Date): DemoMember[] {
  const { slug, founder, foundedDaysAgo } = team;
  const dice = diceFrom(1_000 + index);
  const founded = atWork(dice, now, foundedDaysAgo);
  const owner: DemoMember = { ...founder, slug, role: "owner", joinedAt: founded };
  const known = team.known.map(({ userId, role, daysAgo }): DemoMember => {
    const { name = "", email = "" } = demoUsers.find(({ id }) => id === userId) ?? {};
    return { userId, name, email, slug, role, joinedAt: atWork(dice, now, daysAgo) };
  });
  const others = Array.from({ length: team.others }, (_, number): DemoMember => {
    const { first, last } = fictionalName(team.firstNumber + number);
    // More of them the later, as a team grows.
    const daysAgo =
      Math.floor((foundedDaysAgo - 14) * (1 - ((number + 1) / team.others) ** 0.7)) + 4;
    const joinedAt = atWork(dice, now, daysAgo);
    const person = {
      userId: `demo_${first}_${last}`.toLowerCase(),
      name: `${first} ${last}`,
      email: `${first}.${last}@${slug}.test`.toLowerCase(),
      slug,
      joinedAt,
    };
    if (number < team.admins) {
      const at = atWork(dice, now, dice.between(3, Math.max(daysAgo - 20, 4)));
      return { ...person, role: "admin", promoted: { from: "member", at } };
    }
    if (number < team.admins + team.gone) {
      const at = atWork(dice, now, dice.between(2, Math.max(daysAgo - 30, 3)));
      const how = dice.happens(0.5) ? "member.left" : "member.removed";
      return { ...person, role: "member", left: { at, how } };
    }
    return { ...person, role: "member" };
  });
  return [owner, ...known, ...others].toSorted(
    (a, b) => a.joinedAt.getTime() - b.joinedAt.getTime(),
  );
}
