/**
 * A character of an address: as it is, or as bytes of UTF-8 in percent-encoding (RFC 3629, 4), which
 * `decodeURIComponent` takes. Next 16 answers 500 to a page or route whose part of the path it cannot
 * decode, before any code of ours runs.
 */
const byte = {
  ascii: "%[0-7][0-9A-Fa-f]",
  rest: "%[89ABab][0-9A-Fa-f]",
};
const character = [
  "[^%]",
  byte.ascii,
  `%[Cc][2-9A-Fa-f]${byte.rest}`,
  `%[Dd][0-9A-Fa-f]${byte.rest}`,
  `%[Ee]0%[ABab][0-9A-Fa-f]${byte.rest}`,
  `%[Ee][1-9A-CEFa-cef](?:${byte.rest}){2}`,
  `%[Ee][Dd]%[89][0-9A-Fa-f]${byte.rest}`,
  `%[Ff]0%[9ABab][0-9A-Fa-f](?:${byte.rest}){2}`,
  `%[Ff][1-3](?:${byte.rest}){3}`,
  `%[Ff]4%8[0-9A-Fa-f](?:${byte.rest}){2}`,
].join("|");

/** A path that cannot be decoded, as a pattern of a parameter. */
const unreadable = `(?!(?:${character})*$).*`;

/**
 * Addresses that are answered as others: what cannot be decoded is found nowhere, and a provider's
 * webhook is taken with a slash at its end too, because Polar counts a redirect as a failure.
 */
export const rewrites = {
  beforeFiles: [
    { source: `/api/:unreadable(${unreadable})`, destination: "/api/unreadable" },
    { source: `/:unreadable(${unreadable})`, destination: "/unreadable" },
    { source: "/api/webhooks/:provider/", destination: "/api/webhooks/:provider" },
  ],
  afterFiles: [],
  fallback: [],
};

/** Every other address has one form, without a slash at its end. */
export const redirects = [
  { source: "/:path((?!api/webhooks/).+)/", destination: "/:path", permanent: true },
];
