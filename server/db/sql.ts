import { createHash } from 'node:crypto';

/**
 * SQL written as SQL. A template binds its values; a template inside a template is composed; every
 * statement is named by its text, so that the database plans it once per connection.
 */
export class Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];

  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
  }
}

export type Statement = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql {
  return new Sql(strings, values);
}

/** Fixed text of our own, never of a user. */
sql.raw = (text: string): Sql => new Sql([text], []);
sql.empty = new Sql([''], []);
sql.join = (parts: readonly Sql[], separator: string): Sql => {
  if (parts.length === 0) return sql.empty;
  return new Sql(['', ...parts.slice(1).map(() => separator), ''], parts);
};
/** `where a and b`, or nothing. */
sql.where = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql.empty : new Sql(['where ', ''], [sql.join(conditions, ' and ')]);

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('hex').slice(0, 20);
    names.set(text, name);
  }
  return name;
}

export function compile(template: Sql): Statement {
  const values: unknown[] = [];
  const append = (part: Sql): string => {
    let text = part.strings[0] ?? '';
    part.values.forEach((value, index) => {
      if (value instanceof Sql) text += append(value);
      else text += `$${values.push(value)}`;
      text += part.strings[index + 1] ?? '';
    });
    return text;
  };
  const text = append(template);
  return { name: nameOf(text), text, values };
}
