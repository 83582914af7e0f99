/** How many forms of an organization can be in use at once. */
export const mostForms = 100;
