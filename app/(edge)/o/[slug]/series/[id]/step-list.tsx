import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import Link from "next/link";
import { formOf } from "#lib/forms/act.ts";
import { moveStepAct, removeStepAct } from "#lib/products/newsletter/series/acts.ts";
import { stepPath } from "#lib/products/newsletter/series/paths.ts";
import { problemTexts, timingText } from "#lib/products/newsletter/series/texts.ts";
import { formatNumber, formatPercent } from "#lib/text/format.ts";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { ShownStep } from "./read.ts";

interface StepListProps {
  slug: string;
  id: string;
  steps: ShownStep[];
  mayEdit: boolean;
}

/** The steps of a series in their order, with what became of them. */
export function StepList({ slug, id, steps, mayEdit }: StepListProps) {
  return (
    <ol className="grid gap-3">
      {steps.map((step, index) => (
        <li
          key={step.id}
          className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-3 rounded-lg border border-line p-3 sm:grid-cols-[auto_1fr_auto]"
        >
          <span
            aria-hidden="true"
            className="grid size-7 place-items-center rounded-full bg-sunken text-sm font-medium tabular-nums"
          >
            {index + 1}
          </span>
          <div className="min-w-0">
            <Link
              href={stepPath(slug, id, step.id)}
              prefetch={false}
              className="rounded font-medium wrap-anywhere hover:underline"
            >
              {step.subject}
            </Link>
            <p className="text-sm text-muted">{timingText(step)}</p>
            {step.problem && <p className="text-sm text-warning">{problemTexts[step.problem]}</p>}
            <Figures step={step} />
          </div>
          {mayEdit && (
            <div className="col-start-2 flex items-start gap-1 sm:col-start-3">
              {index > 0 && <Move {...{ slug, id, step }} to={index} direction="up" />}
              {index < steps.length - 1 && (
                <Move {...{ slug, id, step }} to={index + 2} direction="down" />
              )}
              <ConfirmDialog
                id={`remove-${step.id}`}
                action={formOf(removeStepAct, { slug, id, step: step.id }).action}
                title="Remove this step?"
                description="People who have not got it do not get it. It cannot be restored."
                submit="Remove step"
                pending="Removing…"
                button={<Trash2 />}
                buttonLabel={`Remove “${step.subject}”`}
                buttonLook="quiet"
                buttonSize="icon"
              />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

interface MoveProps {
  slug: string;
  id: string;
  step: ShownStep;
  to: number;
  direction: "up" | "down";
}

function Move({ slug, id, step, to, direction }: MoveProps) {
  const icon = direction === "up" ? <ArrowUp /> : <ArrowDown />;
  return (
    <Form
      action={formOf(moveStepAct, { slug, id, step: step.id }).action}
      submit={icon}
      pending="…"
      submitLabel={`Move “${step.subject}” ${direction}`}
      look="quiet"
      size="icon"
      className="contents"
    >
      <input type="hidden" name="position" value={to} />
    </Form>
  );
}

function Figures({ step: { figures } }: { step: ShownStep }) {
  const { sent, opened, clicked, left } = figures;
  if (sent === 0) return null;
  const parts = [
    `${formatNumber(sent)} sent`,
    `${formatPercent(opened / sent)} opened`,
    `${formatPercent(clicked / sent)} clicked`,
    `${formatNumber(left)} unsubscribed`,
  ];
  return <p className="mt-1 text-sm tabular-nums">{parts.join(" · ")}</p>;
}
