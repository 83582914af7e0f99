export const audited = {};
export const notices = {};
export const refusals = {};
export const fieldMessages = {};
