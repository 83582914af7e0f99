import { LocalTime } from "./local-time.tsx";
import { formatRelative, formatTime, type TimeStyle } from "./time-format.ts";

interface TimeProps {
  value: Date;
  style?: TimeStyle;
  /** Where days are counted, such as `UTC` for a period of billing. Without it, where the viewer is. */
  zone?: string;
  className?: string;
}

/**
 * A moment. Without script it is told in UTC, which it says; with script in the viewer's own zone. A
 * day of a fixed zone is the same for everybody.
 */
export function Time({ value, style = "minute", zone, className }: TimeProps) {
  const dateTime = value.toISOString();
  const shown = style === "relative" ? "minute" : style;
  const absolute = `${formatTime(value, shown, zone ?? "UTC")}${zone || shown === "day" ? "" : " UTC"}`;
  const text = style === "relative" ? formatRelative(value, new Date()) : absolute;
  if (zone) {
    return (
      <time dateTime={dateTime} title={`${absolute} ${zone}`} className={className}>
        {text}
      </time>
    );
  }
  return (
    <LocalTime
      dateTime={dateTime}
      style={style}
      text={text}
      title={absolute}
      className={className}
    />
  );
}
