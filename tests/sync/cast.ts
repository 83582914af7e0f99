import { randomBytes } from "node:crypto";

/** Lower-case letters and digits that no other story in the database has in its ids. */
export const newCast = () => randomBytes(6).toString("hex");
