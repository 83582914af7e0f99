import { render } from "@react-email/components";
import { LetterMail } from "./layout.tsx";
import type { Letter } from "./letter.ts";
import { letterOf } from "./letters.ts";

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** What a row of the outbox is as a mail. @throws as `letterOf` does. */
export async function renderMail(row: { template: string; props: unknown }): Promise<RenderedMail> {
  const letter = letterOf(row.template, row.props);
  const html = await render(<LetterMail letter={letter} />);
  return { subject: letter.subject, html, text: plainText(letter) };
}

function plainText({ title, paragraphs, action, why }: Letter): string {
  const doing = action ? [`${action.label}:\n${action.link}`] : [];
  return `${[title, ...paragraphs, ...doing, `-- \n${why}`].join("\n\n")}\n`;
}
