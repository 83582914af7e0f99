const words: Record<string, string> = {
  EACCES: "this account may not",
  EPERM: "this account may not",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk's quota is used up",
  ENOENT: "it is not there",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "it is a folder",
  EEXIST: "a file of that name is in the way",
  ELOOP: "it is a link to itself",
  EMFILE: "too many files are open (ulimit -n)",
  ENAMETOOLONG: "its name is too long",
};

/** Why a file or folder cannot be used, as the end of a sentence. */
export function systemProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return Object.hasOwn(words, code) ? `${words[code]} (${code})` : error.message;
}

/** True of an error that came from a file or folder of this machine. */
export function isFileError(error: unknown): error is Error & { path: string; code: string } {
  return error instanceof Error && "path" in error && "syscall" in error && "code" in error;
}
