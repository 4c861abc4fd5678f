import { createContext, useContext, useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { ApiProblem, NoAnswer } from '../api/problem.ts';
import { t } from './words.ts';

const ProblemContext = createContext<Error | null>(null);

/** The sentence the server gave for one field, shown at that field. */
export function useFieldProblem(name: string): string | undefined {
  const problem = useContext(ProblemContext);
  return problem instanceof ApiProblem ? problem.at(name) : undefined;
}

/**
 * A native form. A refusal that names fields shows at those fields and the first is focused; any other
 * stands above the form. What was typed stays in every case.
 */
export function Form({ problem = null, onSubmit, label, children }: { problem?: Error | null; onSubmit: () => void; label?: string; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem === null) return;
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .form-problem');
    first?.focus();
  }, [problem]);
  const atFields = problem instanceof ApiProblem && (problem.errors.length > 0 || problem.field !== undefined);
  return (
    <ProblemContext.Provider value={problem}>
      <form ref={form} className="form" noValidate aria-label={label} onSubmit={(event: FormEvent) => { event.preventDefault(); onSubmit(); }}>
        {problem && !atFields && <ProblemNote problem={problem} />}
        {children}
      </form>
    </ProblemContext.Provider>
  );
}

/** What is so, that nothing is lost, and a number to report. */
export function ProblemNote({ problem }: { problem: Error }) {
  return (
    <p className="form-problem" role="alert" tabIndex={-1}>
      {problemWords(problem)}
      {problem instanceof ApiProblem && problem.status >= 500 && problem.requestId && (
        <> {t(`编号 ${problem.requestId}，报修时说这个号。`, `Number ${problem.requestId}: quote it when you report this.`)}</>
      )}
    </p>
  );
}

export function problemWords(problem: Error): string {
  if (problem instanceof NoAnswer) {
    return t('没有连上服务器，您填的还在，再试一次。', 'The server did not answer. What you typed is still here: try again.');
  }
  if (problem instanceof ApiProblem && problem.message !== '') return problem.message;
  return t('没有保存成功，您填的还在，再试一次。', 'It was not saved. What you typed is still here: try again.');
}
