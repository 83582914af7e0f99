"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { chooseTheme } from "#lib/ui/theme-choice.ts";
import type { Command, CommandGroup, SearchPlace } from "./commands.ts";
import { type Found, useFound } from "./use-found.ts";

interface PaletteProps {
  groups: CommandGroup[];
  search?: SearchPlace | undefined;
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}

export default function CommandPalette({ isOpen, onOpenChange, ...rest }: PaletteProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="palette-backdrop" />
        <Dialog.Popup className="palette" aria-label="Go to">
          <Choice {...rest} close={() => onOpenChange(false)} />
          <Dialog.Close className="sr-only">Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type ChoiceProps = Pick<PaletteProps, "groups" | "search"> & { close(): void };

/** The commands that have the letters, and what the organization has of them. Gone when the menu is closed. */
function Choice({ groups, search, close }: ChoiceProps) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const { contains } = Autocomplete.useFilter();
  const found = useFound(search?.whileTyping, typed);
  const words = typed.trim();
  const items = [
    ...groups.map((group) => ({
      ...group,
      items: group.items.filter(({ label }) => contains(label, words)),
    })),
    ...found.groups,
    ...(search && words ? [{ value: "Search", items: [onPage(search, words)] }] : []),
  ].filter((group) => group.items.length > 0);

  function run({ act }: Command) {
    close();
    if ("href" in act) router.push(act.href);
    else if ("theme" in act) chooseTheme(act.theme);
    else {
      const form = document.getElementById("sign-out");
      if (form instanceof HTMLFormElement) form.requestSubmit();
      else router.push("/account");
    }
  }
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={items}
      value={typed}
      onValueChange={(value, { reason }) => {
        // The label of what is chosen is nothing to search for.
        if (reason !== "item-press") setTyped(value);
      }}
      itemToStringValue={({ label }: Command) => label}
      autoHighlight="always"
      keepHighlight
    >
      <Autocomplete.Input
        aria-label="Go to"
        placeholder={search ? "Pages, members, commands…" : "Pages, organizations, commands…"}
        maxLength={100}
        className="palette-input"
      />
      <p role="status" className="px-3.5 pt-2 text-xs text-muted empty:hidden">
        {told(found)}
      </p>
      <div className="max-h-80 overflow-y-auto overscroll-contain p-1">
        <Autocomplete.Empty>
          <p className="px-2.5 py-6 text-center text-sm text-muted">No results.</p>
        </Autocomplete.Empty>
        <Autocomplete.List>
          {(group: CommandGroup) => (
            <Autocomplete.Group key={group.value} items={group.items} className="mb-1">
              <Autocomplete.GroupLabel className="px-2.5 py-1.5 text-xs font-medium text-muted">
                {group.value}
              </Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(command: Command, at: number) => (
                  <Autocomplete.Item
                    key={`${at} ${command.label}`}
                    value={command}
                    onClick={() => run(command)}
                    className="menu-item cursor-pointer text-sm"
                  >
                    <span className="truncate">{command.label}</span>
                    {command.detail && (
                      <span className="ml-auto truncate text-xs text-muted">{command.detail}</span>
                    )}
                  </Autocomplete.Item>
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </div>
    </Autocomplete.Root>
  );
}

/** The last entry: the page that shows more than the menu has room for. */
const onPage = ({ page }: SearchPlace, words: string): Command => ({
  label: `Search for “${words}”`,
  act: { href: `${page}?${new URLSearchParams({ q: words })}` },
});

function told({ state, groups }: Found): string {
  if (state === "searching") return "Searching…";
  if (state === "failed") return "The search did not answer. Try again in a moment.";
  return state === "done" && groups.length === 0
    ? "Nothing in this organization has these letters."
    : "";
}
