import { createContext, useContext, useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { ApiProblem, NoAnswer } from '../api/problem.ts';
import { submitAs } from './unsaved.ts';
import { useTyping } from './use-typing.ts';
import { t } from './words.ts';

type Told = {
  readonly problem: Error | null;
  /** The fields that stand in the form now, each as often as it is drawn. */ readonly drawn: Map<string, number>;
};
const ProblemContext = createContext<Told>({ problem: null, drawn: new Map() });

/** The sentence the server gave for one field, shown at that field by whoever asks. */
export function useFieldProblem(name: string): string | undefined {
  const { problem, drawn } = useContext(ProblemContext);
  useEffect(() => {
    drawn.set(name, (drawn.get(name) ?? 0) + 1);
    return () => {
      drawn.set(name, (drawn.get(name) ?? 1) - 1);
    };
  }, [drawn, name]);
  return problem instanceof ApiProblem ? problem.at(name) : undefined;
}

/** What of a refusal no field shows: all of it where it names none, and the sentences of fields that are not drawn. */
function sentencesAbove(problem: Error | null, drawn: ReadonlyMap<string, number>): string {
  if (problem === null) return '';
  const isDrawn = (field: string): boolean => (drawn.get(field) ?? 0) > 0;
  if (!(problem instanceof ApiProblem)) return problemWords(problem);
  if (problem.errors.length > 0)
    return [...new Set(problem.errors.filter((error) => !isDrawn(error.field)).map((error) => error.message))].join(
      t('；', '; '),
    );
  return problem.field !== undefined && isDrawn(problem.field) ? '' : problemWords(problem);
}

type FormProps = {
  problem?: Error | null;
  onSubmit: () => void;
  children: ReactNode;
  /** Names a long form; what is typed into it is then kept on the device until it is saved. */
  label?: string;
  /** False where nothing is lost by leaving: signing in, looking something up. */
  keepsDraft?: boolean;
};

/**
 * A native form. A refusal that names fields shows at those fields and the first is focused; what no field
 * shows stands above the form, so that nothing is swallowed. What was typed stays in every case.
 */
export function Form({ problem = null, onSubmit, label, keepsDraft = true, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [drawn] = useState(() => new Map<string, number>());
  const [above, setAbove] = useState('');
  // after every drawing, as a choice may put a field in or take it away; fields report themselves before this runs
  useEffect(() => {
    setAbove(sentencesAbove(problem, drawn));
  });
  const { typing, isLeftOver, goOn, drop } = useTyping(form, label, keepsDraft);
  useEffect(() => {
    if (problem === null) return;
    typing.refused();
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .form-problem');
    first?.focus();
  }, [problem, above, typing]);
  return (
    <ProblemContext.Provider value={{ problem, drawn }}>
      <form
        ref={form}
        className="form"
        noValidate
        aria-label={label}
        onInput={typing.typed}
        onChange={typing.typed}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          typing.sent();
          submitAs(typing, onSubmit);
        }}
      >
        {isLeftOver && (
          <p className="form-before" role="status">
            {t('上次填到一半，没有存。', 'You began to fill this in and did not save it.')}{' '}
            <button type="button" className="link" onClick={goOn}>
              {t('接着填', 'Go on with it')}
            </button>{' '}
            <button type="button" className="link" onClick={drop}>
              {t('不要了', 'Drop it')}
            </button>
          </p>
        )}
        {problem && above !== '' && <ProblemNote problem={problem} words={above} />}
        {children}
      </form>
    </ProblemContext.Provider>
  );
}

/** What is so, that nothing is lost, and a number to report. */
export function ProblemNote({
  problem,
  words,
}: {
  problem: Error;
  /** where only a part of it stands here */ words?: string;
}) {
  return (
    <p className="form-problem" role="alert" tabIndex={-1}>
      {words ?? problemWords(problem)}
      {problem instanceof ApiProblem && problem.status >= 500 && problem.requestId && (
        <>
          {' '}
          {t(
            `编号 ${problem.requestId}，报修时说这个号。`,
            `Number ${problem.requestId}: quote it when you report this.`,
          )}
        </>
      )}
    </p>
  );
}

export function problemWords(problem: Error): string {
  if (problem instanceof NoAnswer) {
    return t(
      '没有连上服务器，您填的还在，再试一次。',
      'The server did not answer. What you typed is still here: try again.',
    );
  }
  if (problem instanceof ApiProblem && problem.message !== '') return problem.message;
  return t('没有保存成功，您填的还在，再试一次。', 'It was not saved. What you typed is still here: try again.');
}
