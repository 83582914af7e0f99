import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { formOf } from "#lib/forms/act.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { formatCapped } from "#lib/products/newsletter/audience/capped.ts";
import { settingsPath } from "#lib/products/newsletter/campaigns/paths.ts";
import { startLateness } from "#lib/products/newsletter/manifest/clock.ts";
import { activateSeriesAct, pauseSeriesAct } from "#lib/products/newsletter/series/acts.ts";
import { peoplePath } from "#lib/products/newsletter/series/paths.ts";
import { hoursText, pauseReason } from "#lib/products/newsletter/series/texts.ts";
import { Card } from "#lib/ui/card.tsx";
import { Facts } from "#lib/ui/facts.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { SeriesPage } from "./read.ts";

/** What a series is doing, what stands in its way, and what can be done about it. */
export function StateCard({ found, slug }: { found: SeriesPage; slug: string }) {
  const { series, steps, frame, lacksPostalAddress } = found;
  const { id, state } = series;
  const unready = steps.filter(({ problem }) => problem !== null).length;
  const problems = [
    steps.length === 0 && "Add at least one step.",
    unready > 0 && `${unready === 1 ? "One step is" : `${unready} steps are`} not ready.`,
  ].filter((text): text is string => typeof text === "string");
  const maySend = isAllowed(frame.role, "newsletter.send");
  return (
    <Card title="State">
      <div className="grid gap-4">
        <Facts
          facts={{
            "For those who join": series.audienceName,
            Activated: series.activatedAt && <Time value={series.activatedAt} />,
            "Why it stopped": state === "paused" && pauseReason(series.pausedReason),
            "People inside": (
              <Link
                href={peoplePath(slug, id)}
                prefetch={false}
                className="rounded underline underline-offset-4"
              >
                {formatCapped(series.people)}
              </Link>
            ),
            "Sending hours": hoursText(series),
            "Each email goes out": startLateness().text,
          }}
        />
        {(problems.length > 0 || lacksPostalAddress) && (
          <ul className="grid gap-2 text-sm">
            {problems.map((text) => (
              <Problem key={text}>{text}</Problem>
            ))}
            {lacksPostalAddress && (
              <Problem>
                Letters need a postal address.{" "}
                <Link
                  href={settingsPath(slug)}
                  prefetch={false}
                  className="rounded font-medium underline underline-offset-4"
                >
                  Open settings
                </Link>
              </Problem>
            )}
          </ul>
        )}
        {maySend && !series.archivedAt && (
          <div className="flex flex-wrap gap-2">
            {state === "active" ? (
              <Form
                action={formOf(pauseSeriesAct, { slug, id }).action}
                submit="Pause"
                pending="Pausing…"
                look="secondary"
                className="contents"
              />
            ) : (
              <Form
                action={formOf(activateSeriesAct, { slug, id }).action}
                submit={state === "draft" ? "Activate series" : "Resume"}
                pending="Saving…"
                className="contents"
              />
            )}
          </div>
        )}
        {!maySend && (
          <p className="text-sm text-muted">
            Owners and admins activate and pause it. While it is active, only they can change it.
          </p>
        )}
      </div>
    </Card>
  );
}

const Problem = ({ children }: { children: React.ReactNode }) => (
  <li className="grid grid-cols-[auto_1fr] gap-x-2.5">
    <CircleAlert className="mt-0.5 size-4 text-danger" aria-label="Problem:" />
    <span>{children}</span>
  </li>
);
