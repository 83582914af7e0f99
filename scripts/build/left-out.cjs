/**
 * A loader that puts a sentence in the place of a module which a bundle holds and never runs.
 * CommonJS, because Turbopack's loaders are. `exports` are the names that are read at the import.
 */
module.exports = function leftOut() {
  const { exports } = this.getOptions();
  const message = `${this.resourcePath.split("/").at(-1)} is left out of edge functions: next.config.ts`;
  return `const leftOut = () => { throw new Error(${JSON.stringify(message)}); };
module.exports = { ${exports.map((name) => `${name}: leftOut`).join(", ")} };
`;
};
