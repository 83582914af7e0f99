"use client";

import { useState } from "react";
import { suggestSlug } from "#lib/organizations/suggest-slug.ts";
import { Field } from "#lib/ui/field.tsx";

interface NameAndAddressProps {
  /** What was typed before. */
  name?: string;
  slug?: string;
  nameError?: string;
  slugError?: string;
}

/** With script the address follows the name until somebody types one; without, it may be left out. */
export function NameAndAddress({ name, slug, nameError, slugError }: NameAndAddressProps) {
  const [own, setOwn] = useState(slug);
  const [suggested, setSuggested] = useState("");
  return (
    <>
      <Field
        label="Name"
        name="name"
        required
        maxLength={100}
        autoComplete="organization"
        defaultValue={name}
        error={nameError}
        onInput={({ currentTarget: { value } }) => setSuggested(value.trim() && suggestSlug(value))}
      />
      <Field
        label="URL (optional)"
        name="slug"
        maxLength={48}
        autoCapitalize="none"
        spellCheck={false}
        autoComplete="off"
        hint="The part after /o/. Use lowercase letters, digits and hyphens. Leave it empty to base it on the name."
        value={own || suggested}
        error={slugError}
        onChange={({ currentTarget: { value } }) => setOwn(value)}
      />
    </>
  );
}
