"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useRouter } from "next/navigation";
import { chooseTheme } from "#lib/ui/theme-choice.ts";
import type { Command, CommandGroup } from "./commands.ts";

interface PaletteProps {
  groups: CommandGroup[];
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}

export default function CommandPalette({ groups, isOpen, onOpenChange }: PaletteProps) {
  const router = useRouter();
  function run({ act }: Command) {
    onOpenChange(false);
    if ("href" in act) router.push(act.href);
    else if ("theme" in act) chooseTheme(act.theme);
    else {
      const form = document.getElementById("sign-out");
      if (form instanceof HTMLFormElement) form.requestSubmit();
      else router.push("/account");
    }
  }
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="palette-backdrop" />
        <Dialog.Popup className="palette" aria-label="Go to">
          <Autocomplete.Root
            open
            inline
            items={groups}
            itemToStringValue={({ label }: Command) => label}
            autoHighlight="always"
            keepHighlight
          >
            <Autocomplete.Input
              aria-label="Go to"
              placeholder="Pages, organizations, commands…"
              className="palette-input"
            />
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
                      {(command: Command) => (
                        <Autocomplete.Item
                          key={command.label}
                          value={command}
                          onClick={() => run(command)}
                          className="menu-item cursor-pointer text-sm"
                        >
                          {command.label}
                        </Autocomplete.Item>
                      )}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </div>
          </Autocomplete.Root>
          <Dialog.Close className="sr-only">Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
