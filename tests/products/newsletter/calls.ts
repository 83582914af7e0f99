import "./calls/audience.ts";
import "./calls/campaigns.ts";
import "./calls/figures.ts";
import "./calls/forms.ts";
import "./calls/imports.ts";
import "./calls/series.ts";
import "./calls/links.ts";
