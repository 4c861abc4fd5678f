export type Fault = {
  readonly check:
    | 'chain'
    | 'head'
    | 'leg'
    | 'total'
    | 'seal'
    | 'sealed_head'
    | 'record'
    | 'stamp'
    | 'decision'
    | 'certificate'
    | 'grant'
    | 'rule_book'
    | 'published'
    | 'audit'
    | 'row'
    | 'audit_seal'
    | 'path'
    | 'reference'
    | 'file';
  readonly where: string;
  readonly says: string;
};
