import { shownLabels, sizes } from "./labels.ts";

interface ValueAxisProps {
  ticks: number[];
  y(value: number): number;
  format(value: number): string;
}

/** The numbers beside a chart. As text of the page, so they stay as large as its other text. */
export function ValueAxis({ ticks, y, format }: ValueAxisProps) {
  const texts = ticks.map(format);
  return (
    <div aria-hidden="true" className="chart-values">
      {/* As wide as the longest of them, which take no room themselves. */}
      <span className="invisible">{texts.toSorted((a, b) => b.length - a.length)[0]}</span>
      {ticks.map((tick, index) => (
        <span key={tick} style={{ top: `${y(tick)}%` }}>
          {texts[index]}
        </span>
      ))}
    </div>
  );
}

interface LabelAxisProps {
  labels: string[];
  /** Where the middle of each label is, in hundredths of the width. */
  x(index: number): number;
  /** Whether there is room beside the first and the last, as bars leave. */
  isInset?: boolean | undefined;
}

/** What stands below a chart, once for each size that it comes in. The style sheet shows one. */
export function LabelAxis({ labels, x, isInset }: LabelAxisProps) {
  return sizes.map((size) => {
    const { indexes, room } = shownLabels(labels, size.width, x, isInset);
    return (
      <div key={size.name} aria-hidden="true" className={`chart-labels chart-labels-${size.name}`}>
        {indexes.map((index) => (
          <span
            key={index}
            style={{ left: `${x(index)}%`, maxWidth: `calc(${room}% - 8px)` }}
            className={isInset ? undefined : endOf(index, labels.length)}
          >
            {labels[index]}
          </span>
        ))}
      </div>
    );
  });
}

/** The first and the last label stay in the picture. */
function endOf(index: number, count: number): string | undefined {
  if (count === 1) return undefined;
  return index === 0 ? "chart-label-first" : index === count - 1 ? "chart-label-last" : undefined;
}
