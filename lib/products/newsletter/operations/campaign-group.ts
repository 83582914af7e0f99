/** The heading of campaigns in the API's document. */
export const campaignGroup = {
  name: "Campaigns",
  description: "Letters to the subscribers of an organization: write, schedule and send them.",
};
