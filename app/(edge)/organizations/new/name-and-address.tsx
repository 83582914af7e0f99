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
        label="Address (optional)"
        name="slug"
        maxLength={48}
        autoCapitalize="none"
        spellCheck={false}
        autoComplete="off"
        hint="What stands after /o/: small letters, digits and hyphens. Left out, it is made of the name."
        value={own || suggested}
        error={slugError}
        onChange={({ currentTarget: { value } }) => setOwn(value)}
      />
    </>
  );
}
