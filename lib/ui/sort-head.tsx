import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cellInset } from "./table.tsx";

interface SortHeadProps {
  /** What the address calls this column. */
  column: string;
  /** By what the rows are sorted now: a column, with `-` before it from the greatest down. */
  sort: string;
  /** The address of the page sorted in another way, without a cursor of the present one. */
  href(sort: string): string;
  /** Which way the first click sorts: words up, numbers and moments down. */
  first?: "up" | "down";
  children: ReactNode;
  className?: string;
}

/** A column head that sorts by its column, and the other way when it does so already. */
export function SortHead({
  column,
  sort,
  href,
  first = "up",
  children,
  className = "",
}: SortHeadProps) {
  const isUp = sort === column;
  const isDown = sort === `-${column}`;
  const opposite = isUp ? `-${column}` : column;
  const next = isUp || isDown ? opposite : first === "up" ? column : `-${column}`;
  const Icon = isUp ? ArrowUp : isDown ? ArrowDown : ChevronsUpDown;
  return (
    <th
      scope="col"
      aria-sort={isUp ? "ascending" : isDown ? "descending" : undefined}
      className={`${cellInset} py-2.5 font-medium ${className}`}
    >
      <Link
        href={href(next)}
        prefetch={false}
        scroll={false}
        className={`inline-flex items-center gap-1 rounded hover:text-ink ${isUp || isDown ? "text-ink" : ""}`}
      >
        {children}
        <Icon className="size-3.5" />
      </Link>
    </th>
  );
}
