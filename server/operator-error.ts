/**
 * What the operator can put right: a variable, a file, a port. Its sentence, in both languages, names that and the
 * remedy; it is printed without a stack, and the command ends with the code.
 */
const exitCodes = {
  /** Something did not hold or could not be done. */
  failed: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** A variable, a file, a directory, a port or the database is not as it must be. */
  configuration: 3,
} as const;

export class OperatorError extends Error {
  readonly exit_code: number;

  constructor(
    zh: string,
    en: string,
    options: { readonly exit_code?: keyof typeof exitCodes; readonly cause?: unknown } = {},
  ) {
    super(`${zh} · ${en}`, options.cause === undefined ? {} : { cause: options.cause });
    this.exit_code = exitCodes[options.exit_code ?? 'configuration'];
  }
}
