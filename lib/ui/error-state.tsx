import type { ReactNode } from "react";

interface ErrorStateProps {
  title: string;
  /** What to do now. */
  text?: ReactNode;
  action?: ReactNode;
}

/** In the place of a part of a page that could not be made, while the rest of it is there. */
export function ErrorState({ title, text, action }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className="grid justify-items-center rounded-xl border border-danger/30 bg-danger-soft/50 px-6 py-10 text-center"
    >
      <p className="font-semibold text-danger">{title}</p>
      {text && <p className="mt-1 max-w-md text-pretty text-sm">{text}</p>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
