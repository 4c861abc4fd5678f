/** An answer that says no, as the server words it: one sentence that names the remedy. */
export type FieldError = { readonly field: string; readonly message: string };

export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;
  readonly errors: readonly FieldError[];
  readonly requestId: string | undefined;

  constructor(status: number, body: ProblemBody) {
    super(body.message);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = body.code;
    this.field = body.field;
    this.errors = body.errors ?? [];
    this.requestId = body.request_id;
  }

  /** The sentence that belongs to a field, if there is one. */
  at(field: string): string | undefined {
    const named = this.errors.find((error) => error.field === field);
    return named?.message ?? (this.field === field ? this.message : undefined);
  }
}

/** The session ran out by itself; ended by somebody it is core.signed_out. */
export const sessionExpired = 'core.session_expired';
export const isExpired = (error: Error | null): boolean => error instanceof ApiProblem && error.code === sessionExpired;

export type ProblemBody = {
  readonly code: string;
  readonly message: string;
  readonly field?: string | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  readonly request_id?: string | undefined;
};

/** Not reached at all: no signal, or the server is away. What was typed stays. */
export class NoAnswer extends Error {
  constructor() {
    super('no answer');
    this.name = 'NoAnswer';
  }
}

export function isProblemBody(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}
