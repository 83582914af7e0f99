import { Card } from "#lib/ui/card.tsx";
import { BarChart } from "#lib/ui/charts/bar-chart.tsx";
import { LineChart } from "#lib/ui/charts/line-chart.tsx";
import { Section } from "#lib/ui/section.tsx";

const days = Array.from({ length: 30 }, (_, index) => `Nov ${index + 1}`);
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"];
const wave = (height: number, turn: number) =>
  days.map((_, index) => Math.round(height * (1.2 + Math.sin(index / 4 + turn)) + index * 3));

export function Charts() {
  return (
    <Section title="Charts">
      <div className="grid gap-4 md:grid-cols-2">
        <Card title="One line">
          <LineChart
            title="Credits by day"
            labels={days}
            series={[{ name: "Credits", values: wave(120, 0) }]}
          />
        </Card>
        <Card title="Two lines">
          <LineChart
            title="Opens and clicks"
            labels={days}
            series={[
              { name: "Opens", values: wave(120, 0) },
              { name: "Clicks", values: wave(40, 2) },
            ]}
          />
        </Card>
        <Card title="Stacked bars">
          <BarChart
            title="Deals by month"
            labels={months}
            series={[
              { name: "Won", values: [3, 5, 2, 8, 6, 9] },
              { name: "Lost", values: [1, 2, 4, 1, 3, 2] },
              { name: "Open", values: [2, 2, 2, 5, 4, 7] },
            ]}
          />
        </Card>
        <Card title="Huge values">
          <BarChart
            title="Tokens"
            labels={months}
            series={[{ name: "Tokens", values: [1e9, 2.5e12, 8e11, 0, 3e12, 1e12] }]}
          />
        </Card>
        <Card title="A single point">
          <LineChart
            title="First day"
            labels={["Nov 1"]}
            series={[{ name: "Credits", values: [42] }]}
          />
        </Card>
        <Card title="Nothing">
          <LineChart title="No days" labels={[]} series={[]} />
        </Card>
      </div>
    </Section>
  );
}
