import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Section,
  Text,
} from "@react-email/components";
import { colours, productName } from "#lib/text/brand.ts";
import type { Letter } from "./letter.ts";

// The colours of app/globals.css. Mail programs know neither its variables nor `light-dark()`.
const dark = `@media (prefers-color-scheme: dark) {
  .canvas, .canvas > table > tbody > tr > td { background: ${colours.canvas.dark} !important; }
  .card { background: ${colours.surface.dark} !important; border-color: ${colours.line.dark} !important; }
  .ink { color: ${colours.ink.dark} !important; }
  .muted { color: ${colours.muted.dark} !important; }
  .line { border-color: ${colours.line.dark} !important; }
  .accent { color: ${colours.accent.dark} !important; }
  .button { background: ${colours.accent.dark} !important; color: ${colours["on-accent"].dark} !important; }
}`;

/** Apple's mail programs make links of dates and addresses; there they look like the text around them. */
const detected = `a[x-apple-data-detectors] {
  color: inherit !important; text-decoration: none !important; font: inherit !important;
}`;

/** A word that is longer than the card is broken: the older property is for programs that know no other. */
const breaking = { wordBreak: "break-word", overflowWrap: "anywhere" } as const;

const font = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const small = {
  fontSize: 13,
  lineHeight: "20px",
  margin: "0 0 12px",
  color: colours.muted.light,
} as const;

/** A letter as HTML. It loads nothing, so opening it tells nobody. */
export function LetterMail({ letter }: { letter: Letter }) {
  const { title, paragraphs, action, why } = letter;
  return (
    <Html lang="en" dir="ltr">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{letter.subject}</title>
        <meta
          name="format-detection"
          content="telephone=no, date=no, address=no, email=no, url=no"
        />
        <style>{dark + detected}</style>
      </Head>
      <Preview>{paragraphs.at(action ? 1 : -1) ?? title}</Preview>
      <Body
        className="canvas"
        style={{
          background: colours.canvas.light,
          margin: 0,
          padding: "32px 16px",
          fontFamily: font,
        }}
      >
        <Container style={{ maxWidth: 520, margin: "0 auto", tableLayout: "fixed", ...breaking }}>
          <Text
            className="ink"
            style={{ fontSize: 16, fontWeight: 600, margin: "0 0 16px", color: colours.ink.light }}
          >
            <span className="accent" style={{ color: colours.accent.light }} aria-hidden="true">
              ●&nbsp;
            </span>
            {productName}
          </Text>
          <Section
            className="card"
            style={{
              background: colours.surface.light,
              border: `1px solid ${colours.line.light}`,
              borderRadius: 12,
              padding: "28px 28px 16px",
              tableLayout: "fixed",
              ...breaking,
            }}
          >
            <Heading
              as="h1"
              className="ink"
              style={{
                fontSize: 22,
                lineHeight: "30px",
                fontWeight: 600,
                margin: "0 0 16px",
                color: colours.ink.light,
              }}
            >
              {title}
            </Heading>
            {paragraphs.map((paragraph) => (
              <Text
                key={paragraph}
                className="ink"
                style={{
                  fontSize: 15,
                  lineHeight: "24px",
                  margin: "0 0 16px",
                  color: colours.ink.light,
                }}
              >
                {paragraph}
              </Text>
            ))}
            {action && <Action {...action} />}
          </Section>
          <Hr className="line" style={{ margin: "24px 0 16px", borderColor: "#e4e0dc" }} />
          <Text className="muted" style={small}>
            {why}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

function Action({ label, link }: { label: string; link: string }) {
  return (
    <>
      <Button
        href={link}
        className="button"
        style={{
          background: colours.accent.light,
          color: colours["on-accent"].light,
          borderRadius: 8,
          fontSize: 15,
          fontWeight: 600,
          padding: "12px 20px",
          margin: "4px 0 20px",
        }}
      >
        {label}
      </Button>
      <Text className="muted" style={small}>
        If the button does not work, open this link:
        <br />
        <Link
          href={link}
          className="accent"
          style={{
            color: colours.accent.light,
            wordBreak: "break-all",
            textDecoration: "underline",
          }}
        >
          {link}
        </Link>
      </Text>
    </>
  );
}
