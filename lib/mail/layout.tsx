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
import type { Letter } from "./letter.ts";

// The colours of app/globals.css. Mail programs know neither its variables nor `light-dark()`.
const dark = `@media (prefers-color-scheme: dark) {
  .canvas, .canvas > table > tbody > tr > td { background: #121110 !important; }
  .card { background: #1b1a18 !important; border-color: #34312e !important; }
  .ink { color: #f4f1ee !important; }
  .muted { color: #aba49d !important; }
  .line { border-color: #34312e !important; }
  .accent { color: #ff8b4d !important; }
  .button { background: #ff8b4d !important; color: #1c0f08 !important; }
}`;

/** Apple's mail programs make links of dates and addresses; there they look like the text around them. */
const detected = `a[x-apple-data-detectors] {
  color: inherit !important; text-decoration: none !important; font: inherit !important;
}`;

/** A word that is longer than the card is broken: the older property is for programs that know no other. */
const breaking = { wordBreak: "break-word", overflowWrap: "anywhere" } as const;

const font = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const small = { fontSize: 13, lineHeight: "20px", margin: "0 0 12px", color: "#5f5953" } as const;

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
        style={{ background: "#fbfaf9", margin: 0, padding: "32px 16px", fontFamily: font }}
      >
        <Container style={{ maxWidth: 520, margin: "0 auto", tableLayout: "fixed", ...breaking }}>
          <Text
            className="ink"
            style={{ fontSize: 16, fontWeight: 600, margin: "0 0 16px", color: "#1c1917" }}
          >
            <span className="accent" style={{ color: "#b93a0a" }} aria-hidden="true">
              ●&nbsp;
            </span>
            Penning
          </Text>
          <Section
            className="card"
            style={{
              background: "#ffffff",
              border: "1px solid #e4e0dc",
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
                color: "#1c1917",
              }}
            >
              {title}
            </Heading>
            {paragraphs.map((paragraph) => (
              <Text
                key={paragraph}
                className="ink"
                style={{ fontSize: 15, lineHeight: "24px", margin: "0 0 16px", color: "#1c1917" }}
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
          background: "#b93a0a",
          color: "#ffffff",
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
          style={{ color: "#b93a0a", wordBreak: "break-all", textDecoration: "underline" }}
        >
          {link}
        </Link>
      </Text>
    </>
  );
}
