import { expect, test } from "vitest";
import { productProblems } from "#lib/products/environment.ts";
import { product } from "#lib/products/newsletter/product.ts";
import { localSecret, secretName } from "#lib/products/newsletter/secret.ts";
import { repliesSecret, resendSecret } from "./signed.ts";
import { topic } from "./sns.ts";

const problemsOf = (variables: Record<string, string>) =>
  productProblems({ LOCAL_USE: "1", [secretName]: localSecret, ...variables }, [product]).filter(
    (problem) => Object.keys(variables).some((name) => problem.startsWith(name)),
  );

test.each([
  ["NEWSLETTER_REPLIES_SECRET", `${resendSecret}, ${resendSecret}`],
  ["NEWSLETTER_RESEND_SECRET", resendSecret],
  ["NEWSLETTER_POSTMARK_SECRET", "penning:a-password-of-16"],
  ["NEWSLETTER_SES_TOPICS", `${topic}, arn:aws-us-gov:sns:us-gov-west-1:123456789012:b.fifo`],
  ["NEWSLETTER_SES_TOPICS", ""],
])("%s may be %j", (name, value) => {
  expect(problemsOf({ [name]: value })).toEqual([]);
});

const deployed = (variables: Record<string, string>) => ({
  ...{ NODE_ENV: "production", [secretName]: "x".repeat(32) },
  ...variables,
});

test.each([
  ["NEWSLETTER_REPLIES_SECRET", "a secret without its prefix, and long enough"],
  ["NEWSLETTER_REPLIES_SECRET", repliesSecret],
  ["NEWSLETTER_RESEND_SECRET", "whsec_c2hvcnQ="],
  ["NEWSLETTER_RESEND_SECRET", `${resendSecret},`],
  ["NEWSLETTER_POSTMARK_SECRET", "a-password-without-a-user"],
  ["NEWSLETTER_POSTMARK_SECRET", "penning:short"],
  ["NEWSLETTER_SES_TOPICS", "https://sns.eu-west-1.amazonaws.com/bounces"],
  ["NEWSLETTER_SES_TOPICS", "arn:aws:sqs:eu-west-1:123456789012:bounces"],
])("where others reach the app, %s must not be %j", (name, value) => {
  const problems = productProblems(deployed({ [name]: value }), [product]);
  expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
  expect(problems.join()).not.toContain(value);
});
