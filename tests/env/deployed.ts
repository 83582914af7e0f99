import { EnvironmentError, parseEnvironment } from "#lib/env/environment.ts";

export const secret = "kQ3v8y1m5r7t9w2z4b6d8f0h2j4l6n8p";
export const mail = {
  SMTP_URL: "smtps://app:s3cret@smtp.example.com:465",
  MAIL_FROM: "Lamp <mail@example.com>",
};
/** What is enough to deploy. */
export const deployed = {
  ...mail,
  NODE_ENV: "production",
  VERCEL_ENV: "production",
  VERCEL_PROJECT_PRODUCTION_URL: "app.example.com",
  VERCEL_URL: "app-abc123.vercel.app",
  DATABASE_URL: "postgres://app:s3cret@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app",
  BETTER_AUTH_SECRET: secret,
};
export type Variables = Record<string, string | undefined>;

/** What is wrong with an environment, a sentence each. */
export function problems(variables: Variables): string[] {
  try {
    parseEnvironment(variables);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}
