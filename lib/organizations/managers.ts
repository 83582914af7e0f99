/** Providers that may manage an organization instead of the app, by the name that people know. */
export const managerNames = { clerk: "Clerk" } as const;

/** Whose organization it is to change, when it is not the app's own. */
export type Manager = keyof typeof managerNames;

const isManager = (name: string): name is Manager => Object.hasOwn(managerNames, name);
export const managers = Object.keys(managerNames).filter(isManager);

/** Every manager by name, for a sentence such as "It is managed in Clerk." */
export const everyManager =
  new Intl.ListFormat("en", { type: "disjunction" }).format(Object.values(managerNames)) ||
  "another service";
