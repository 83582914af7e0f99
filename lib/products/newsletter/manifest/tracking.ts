import { entry } from "./campaigns.ts";

export const audited = {
  "campaign.link_corrected": entry("Link corrected", "corrected a link of"),
};

export const notices = {
  campaign_link_corrected: "Link corrected. Clicks lead there within five minutes.",
};

export const refusals = {
  link_unknown: {
    status: 422,
    message: "This link does not exist, or does not lead to a website. Reload the page.",
    program: "The campaign has no such link, or it does not lead to a website.",
    field: "number",
  },
  link_unreadable: {
    status: 422,
    message: "Enter a URL that begins with https://, without placeholders.",
    program: "Send an https:// URL without placeholders.",
    field: "target",
  },
  too_many_corrections: {
    status: 409,
    message: "Your organization has corrected 500 links. Take another correction back first.",
    program: "At most 500 links of an organization can be corrected.",
  },
};

export const fieldMessages = {
  link_invalid: { message: "Enter a URL that begins with https://." },
  link_too_long: { message: "Use at most 2,000 characters." },
};
