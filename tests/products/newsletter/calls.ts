import "./calls/campaigns.ts";
