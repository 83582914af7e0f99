export const name = "better-auth";
