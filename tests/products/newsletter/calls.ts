import "./calls/campaigns.ts";
import "./calls/imports.ts";
