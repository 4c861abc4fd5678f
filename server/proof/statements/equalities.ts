/**
 * A value that is written twice in a statement is two parameters, and a text does not tell which are the same: what equals
 * a parameter is taken to be about the same person, or the same activity.
 */
const oneParameter = (key: string): string => (key.startsWith('$') ? '$' : key);

/** Which columns of a statement are held equal, and which of them by that are pinned to a parameter. */
export class Equalities {
  private readonly parents = new Map<string, string>();
  /** From a column to those that are pinned with it. */
  private readonly flows = new Map<string, Set<string>>();
  private readonly unions = new Map<string, readonly (string | undefined)[]>();
  private readonly several = new Set<string>();

  connect(first: string, second: string, pins: 'both' | 'to first' | 'to second'): void {
    const [a, b] = [oneParameter(first), oneParameter(second)];
    this.parents.set(this.root(a), this.root(b));
    if (pins !== 'to first') this.flow(a, b);
    if (pins !== 'to second') this.flow(b, a);
  }

  unite(key: string, branches: readonly (string | undefined)[]): void {
    this.unions.set(key, branches);
    for (const branch of branches) {
      if (branch === undefined) continue;
      // a value that is written into one branch says nothing of the others
      if (!/^[$=]/.test(branch)) this.parents.set(this.root(branch), this.root(key));
      this.flow(key, branch);
    }
  }

  pinToSeveral(key: string): void {
    this.several.add(key);
  }

  areJoined(a: string, b: string): boolean {
    return this.root(a) === this.root(b);
  }

  /** The parameters and constants that the column equals. */
  pinsOf(key: string): ReadonlySet<string> {
    return this.sourcesOf(key, new Set());
  }

  /** Pinned to one value, or to those of a list that was given. */
  isNamed(key: string): boolean {
    return this.reaches(key, new Set());
  }

  private root(key: string): string {
    let at = key;
    for (let next = this.parents.get(at); next !== undefined && next !== at; next = this.parents.get(at)) at = next;
    return at;
  }

  private flow(from: string, to: string): void {
    this.flows.set(to, (this.flows.get(to) ?? new Set()).add(from));
  }

  private sourcesOf(key: string, asked: Set<string>): Set<string> {
    if (/^[$=]/.test(key)) return new Set([oneParameter(key)]);
    if (asked.has(key)) return new Set();
    asked.add(key);
    const found = new Set([...(this.flows.get(key) ?? [])].flatMap((from) => [...this.sourcesOf(from, asked)]));
    const branches = this.unions
      .get(key)
      ?.map((each) => (each === undefined ? new Set<string>() : this.sourcesOf(each, asked)));
    for (const value of branches?.[0] ?? []) if (branches?.every((each) => each.has(value)) === true) found.add(value);
    return found;
  }

  private reaches(key: string, asked: Set<string>): boolean {
    if (/^[$=]/.test(key) || this.several.has(key)) return true;
    if (asked.has(key)) return false;
    asked.add(key);
    const branches = this.unions.get(key);
    return (
      [...(this.flows.get(key) ?? [])].some((from) => this.reaches(from, asked)) ||
      (branches !== undefined && branches.every((each) => each !== undefined && this.reaches(each, new Set(asked))))
    );
  }
}
