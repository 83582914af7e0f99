const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/** A loader that puts a file of this folder in the place of a module. */
module.exports = function instead() {
  const path = join(__dirname, this.getOptions().file);
  this.addDependency(path);
  return readFileSync(path, "utf8");
};
