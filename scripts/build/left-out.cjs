/**
 * A loader that puts a sentence in the place of a module which a bundle holds and never runs.
 * CommonJS, because Turbopack's loaders are.
 */
module.exports = function leftOut(source) {
  const { exports = exportsOf(source) } = this.getOptions();
  const name = this.resourcePath.split("/").at(-1);
  const message = `${name} is left out of edge functions: scripts/build/edge-rules.ts`;
  return `const leftOut = () => { throw new Error(${JSON.stringify(message)}); };
module.exports = { __esModule: true, ${exports.map((name) => `${name}: leftOut`).join(", ")} };
`;
};

/** The names that an ES module of Next exports where it declares them. */
const exportsOf = (source) =>
  Array.from(
    source.matchAll(/^export (default )?(?:async )?(?:function|class|const|let|var) (\w+)/gm),
    ([, isDefault, name]) => (isDefault ? "default" : name),
  );
