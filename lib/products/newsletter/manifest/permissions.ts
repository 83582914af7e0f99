/** Members write, admins send, owners erase, take out what is held on one person and correct links. */
export const permissions = {
  "newsletter.read": { least: "member", scope: "newsletter.read" },
  "newsletter.write": { least: "member", scope: "newsletter.write" },
  "newsletter.send": { least: "admin", scope: "newsletter.send" },
  "newsletter.erase": { least: "owner", scope: null },
  "newsletter.correct": { least: "owner", scope: null },
} as const;

export const keyScopes = {
  "newsletter.read": "Read subscribers, lists and campaigns",
  "newsletter.write": "Add and edit subscribers and lists, and write drafts of campaigns",
  "newsletter.send": "Import subscribers, and schedule, send, pause and cancel campaigns",
};
