/**
 * The value of each Secret in what `vercel env pull` and `vercel pull` write, and so in the environment
 * of a `vercel build` here: since 2026 a Secret of a project cannot be read back.
 * Source: https://vercel.com/docs/environment-variables/sensitive-environment-variables
 */
export const withheld = "[SENSITIVE]";
