"use client";

import { useId, useSyncExternalStore } from "react";
import { type Theme, themes } from "./theme.ts";
import { chooseTheme, currentTheme, subscribeToTheme } from "./theme-choice.ts";

const names: Record<Theme, string> = { system: "System", light: "Light", dark: "Dark" };

/** Chooses between the light and the dark colours, or leaves it to the device. Needs script. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(subscribeToTheme, currentTheme, () => undefined);
  const name = useId();
  return (
    <fieldset className="theme-switch script-shown">
      <legend className="sr-only">Theme</legend>
      {themes.map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={theme === choice}
            onChange={() => chooseTheme(choice)}
          />
          {names[choice]}
        </label>
      ))}
    </fieldset>
  );
}
