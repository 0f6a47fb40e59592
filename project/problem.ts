/** What went wrong with a file itself, as opposed to what is in it. */
export interface Problem {
  /** Relative to the project's root. */
  readonly file: string;
  /** What is wrong, and the way out where there is one. */
  readonly message: string;
}

const reasons: { readonly [code: string]: string } = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the device",
  ENOENT: "it does not exist, or is a symbolic link that leads nowhere",
  ELOOP: "its symbolic links lead in a circle",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of its path is not a directory",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
};

/** A system error in plain words. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : reasons[code]) ?? error.message;
}

/** Of a TypeScript file whose inline template has the module of another template. */
export function claimed(module: string, other: string): string {
  return `it has an inline template for ${module}, which is also made of ${other}. Rename one of the two, or keep only one of the templates.`;
}
