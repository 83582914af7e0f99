/** Of one series: ` “Welcome”`, as far as the event says its name. */
const named = ({ name }: { name: string }) => (name ? ` “${name.trim()}”` : "");

const entry = <const Label extends string>(label: Label, verb: string) => ({
  label,
  sentence: (facts: { name: string }) => `${verb} the series${named(facts)}`,
});

export const audited = {
  "series.created": entry("Series created", "created"),
  "series.changed": entry("Series changed", "changed"),
  "series.activated": entry("Series activated", "activated"),
  "series.paused": entry("Series paused", "paused"),
  "series.archived": entry("Series archived", "archived"),
  "series.unarchived": entry("Series unarchived", "unarchived"),
  "series.step_added": entry("Step added", "added a step to"),
  "series.step_changed": entry("Step changed", "changed a step of"),
  "series.step_moved": entry("Step moved", "moved a step of"),
  "series.step_removed": entry("Step removed", "removed a step from"),
};

export const notices = {
  series_created: "Series created. Add its steps below.",
  series_saved: "Series saved.",
  series_activated: "Series activated. People who join from now on get it.",
  series_paused: "Series paused. People inside keep their place.",
  series_archived: "Series archived.",
  series_unarchived: "Series unarchived.",
  series_step_added: "Step added. Write it below.",
  series_step_saved: "Step saved.",
  series_step_moved: "Step moved.",
  series_step_removed: "Step removed.",
};

export const refusals = {
  series_audience_unknown: {
    status: 422,
    message: "This list or segment does not exist or was archived. Choose another one.",
    field: "audienceId",
  },
  series_needs_list: {
    status: 409,
    message: "Create a list first: a series needs one, even if a segment starts it.",
    program: "The organization has no list. A series needs one, even if a segment starts it.",
  },
  too_many_series: {
    status: 409,
    message: "An organization can have at most 50 series. Archive one first.",
  },
  too_many_steps: { status: 409, message: "A series can have at most 50 steps." },
  series_without_steps: {
    status: 409,
    message: "The series has no steps. Add one first.",
  },
  series_step_unwritten: {
    status: 409,
    message: "A step has no content. Write it first.",
  },
  series_step_unfinished: {
    status: 409,
    message: "The content of a step has problems that must be mended first.",
    program:
      "A step has broken placeholders, links or conditions, or names fields that do not exist.",
  },
  series_hours_invalid: {
    status: 422,
    message: "Choose an hour after the first one.",
    program: "`closesAt` must be after `opensAt`.",
    field: "closesAt",
  },
  series_archived: { status: 409, message: "This series is archived. Unarchive it first." },
  series_active: { status: 409, message: "This series is active. Pause it first." },
  series_not_active: { status: 409, message: "This series is not active." },
  series_step_unknown: {
    status: 404,
    message: "This step was removed. Reload the page.",
    program: "The series has no such step.",
  },
  series_step_changed: {
    status: 409,
    message: "Someone else saved this step after you opened it. Nothing was overwritten.",
    program: "The step has another revision. See `current`, and send its revision to overwrite it.",
  },
};

export const fieldMessages = {
  series_name_missing: { message: "Enter a name." },
  series_name_too_long: { message: "Use at most 100 characters." },
  series_name_invalid: { message: "Use one line of visible characters." },
  series_audience_missing: {
    message: "Choose a list or a segment.",
    program: "Send the ID of a list or a segment.",
  },
  series_hour_invalid: {
    message: "Choose an hour.",
    program: "Send a whole number from 0 to 24.",
  },
  series_weekdays_invalid: {
    message: "Choose at least one day.",
    program: "Send days of the week, such as `monday`.",
  },
  series_delay_invalid: { message: "Enter a whole number from 0 to 999." },
  series_unit_invalid: { message: "Choose hours or days.", program: "Send `hours` or `days`." },
  series_counted_from_invalid: {
    message: "Choose what the delay is counted from.",
    program: "Send `joining` or `before`.",
  },
  series_position_invalid: {
    message: "Reload the page and try again.",
    program: "Send a whole number from 1 to 50.",
  },
};
