/**
 * A loader for Next's app-render.js that lets a page settle its own status: `setPageStatus` of
 * lib/http/page-status.ts calls what stands here. Next itself has `notFound()` alone, which answers
 * with a document that is empty until its script has run (vercel/next.js#62228).
 */
module.exports = function pageStatus(source) {
  const place = "const appUsingSizeAdjustment =";
  if (source.split(place).length !== 2) {
    throw new Error(
      "app-render.js has changed: look where scripts/build/page-status.cjs belongs now",
    );
  }
  return source.replace(
    place,
    `workStore.setPageStatus = (status) => { res.statusCode = metadata.statusCode = status; };\n    ${place}`,
  );
};
