"use client";

import { useSyncExternalStore } from "react";
import { formatRelative, formatTime, type TimeStyle } from "./time-format.ts";

interface LocalTimeProps {
  dateTime: string;
  style: TimeStyle;
  /** What the server says. */
  text: string;
  title: string;
  className?: string;
}

const never = () => () => {};

/** Tells a moment in the viewer's zone once there is script; before, as the server did. */
export function LocalTime({ dateTime, style, text, title, className }: LocalTimeProps) {
  const value = new Date(dateTime);
  const local = useSyncExternalStore(
    never,
    () => formatTime(value, style === "relative" ? "minute" : style),
    () => undefined,
  );
  const own = style === "relative" ? formatRelative(value, new Date()) : local;
  const isLocal = local !== undefined;
  return (
    <time
      dateTime={dateTime}
      title={isLocal ? `${local} (${title})` : title}
      className={className}
      suppressHydrationWarning
    >
      {isLocal ? own : text}
    </time>
  );
}
