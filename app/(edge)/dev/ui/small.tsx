import { Plus, Trash2 } from "lucide-react";
import { formatBytes, formatCompact, formatMoney } from "#lib/text/format.ts";
import { Avatar, AvatarStack } from "#lib/ui/avatar.tsx";
import { Badge } from "#lib/ui/badge.tsx";
import { Breadcrumb } from "#lib/ui/breadcrumb.tsx";
import { Button, ButtonLink } from "#lib/ui/button.tsx";
import { Facts } from "#lib/ui/facts.tsx";
import { Kbd } from "#lib/ui/kbd.tsx";
import { Progress } from "#lib/ui/progress.tsx";
import { Section } from "#lib/ui/section.tsx";
import { Skeleton } from "#lib/ui/skeleton.tsx";
import { Stat } from "#lib/ui/stat.tsx";
import { Time } from "#lib/ui/time.tsx";
import { BothThemes } from "./both-themes.tsx";

const people = ["Ada One", "Ben Two", "Cleo Three", "Dan Four", "Eve Five", "Fay Six"].map(
  (name, index) => ({ name, id: `person-${index}` }),
);
const moment = new Date("2026-03-01T12:34:56Z");

export function Small() {
  return (
    <>
      <Section title="Buttons, badges, avatars">
        <Breadcrumb trail={[{ label: "Campaigns", href: "/" }, { label: "Spring letter" }]} />
        <BothThemes>
          <div className="flex flex-wrap gap-2">
            <Button>Primary</Button>
            <Button look="secondary">
              <Plus />
              Secondary
            </Button>
            <Button look="quiet">Quiet</Button>
            <Button look="danger">Danger</Button>
            <Button look="destructive">Destructive</Button>
            <Button disabled>Disabled</Button>
            <Button look="secondary" size="small">
              Small
            </Button>
            <Button look="secondary" size="icon" aria-label="Delete">
              <Trash2 />
            </Button>
            <ButtonLink href="/" look="secondary" prefetch={false}>
              Link
            </ButtonLink>
          </div>
          <div className="flex flex-wrap gap-2">
            <Badge>neutral</Badge>
            <Badge tone="accent">accent</Badge>
            <Badge tone="success">success</Badge>
            <Badge tone="warning">warning</Badge>
            <Badge tone="danger">danger</Badge>
            <Kbd>Ctrl</Kbd>
            <Kbd>K</Kbd>
          </div>
          <div className="flex flex-wrap items-center gap-3">
            <Avatar name="Ada One" id="a" size="small" />
            <Avatar name="Ada One" id="a" />
            <Avatar name="Acme" id="acme" size="large" isSquare />
            <Avatar name="" />
            <AvatarStack people={people} />
          </div>
        </BothThemes>
      </Section>
      <Section title="Numbers and facts">
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          <Stat
            label="Subscribers"
            value="12,480"
            delta={0.12}
            than="than last month"
            trend={[3, 4, 4, 6, 5, 8, 9]}
          />
          <Stat label="Bounces" value="31" delta={0.4} isLessBetter trend={[2, 1, 3, 2, 6, 7]} />
          <Stat label="Revenue" value={formatMoney(1_234_500, "usd")} delta={-0.031} />
          <Stat label="Nothing yet" value="0" delta={0} trend={[]} />
        </div>
        <div className="mt-4">
          <BothThemes>
            <Progress label="A little" value={20} max={100} />
            <Progress label="Nearly all" value={95} max={100} />
            <Progress label="All" value={120} max={100} />
            <Facts
              facts={{
                Minute: <Time value={moment} />,
                Day: <Time value={moment} style="day" zone="UTC" />,
                Second: <Time value={moment} style="second" zone="UTC" />,
                Relative: <Time value={moment} style="relative" />,
                Size: formatBytes(1_572_864),
                Compact: formatCompact(1_234_567),
                Money: `${formatMoney(1999, "eur")}, ${formatMoney(500, "jpy")}`,
              }}
            />
            <Skeleton className="h-6 w-40" />
          </BothThemes>
        </div>
      </Section>
    </>
  );
}
