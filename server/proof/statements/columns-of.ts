/** The columns of a statement that PostgreSQL has read and not run. */
import type pg from 'pg';

export type Column = { readonly name: string; readonly type: number };
type Field = { readonly name: string; readonly dataTypeID: number };
/** What the driver offers to a running statement; its own types do not name these. */
type Wire = {
  parse(query: { name: string; text: string; types: number[] }): void;
  describe(what: { type: 'S'; name: string }): void;
  sync(): void;
};

class Question {
  readonly answer: Promise<readonly Column[]>;
  private readonly text: string;
  private columns: readonly Column[] = [];
  private done!: (answer: readonly Column[]) => void;
  private fail!: (error: Error) => void;

  constructor(text: string) {
    this.text = text;
    this.answer = new Promise((resolve, reject) => {
      this.done = resolve;
      this.fail = reject;
    });
  }

  submit(wire: Wire): void {
    wire.parse({ name: '', text: this.text, types: [] });
    wire.describe({ type: 'S', name: '' });
    wire.sync();
  }

  handleRowDescription(message: { fields: readonly Field[] }): void {
    this.columns = message.fields.map((field) => ({ name: field.name, type: field.dataTypeID }));
  }

  handleError(error: Error): void {
    this.fail(error);
  }

  handleReadyForQuery(): void {
    this.done(this.columns);
  }
}

export function columnsOf(client: pg.ClientBase, text: string): Promise<readonly Column[]> {
  const question = new Question(text);
  client.query(question as unknown as pg.Submittable);
  return question.answer;
}
