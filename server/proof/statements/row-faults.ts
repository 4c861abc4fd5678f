/** Holds what the database says of a statement against the row that the code asserts. Each difference is a sentence. */
import ts from 'typescript';
import type { Value } from './column-types.ts';
import type { Judged, Output } from './judged.ts';

export function rowFaults({ site, columns }: Pick<Judged, 'site' | 'columns'>, checker: ts.TypeChecker): string[] {
  if (site.row === undefined) return [];
  const byName = new Map(columns.map((column) => [column.name, column]));
  const faultsOf = (row: ts.Type): string[] =>
    checker.getPropertiesOfType(row).flatMap((property) => {
      const column = byName.get(property.name);
      const asserted = checker.getTypeOfSymbol(property);
      const says = `${site.file}, ${site.name}: ${property.name} is asserted as ${checker.typeToString(asserted)}, but`;
      if (column === undefined)
        return (property.flags & ts.SymbolFlags.Optional) === 0 ? [`${says} no such column comes.`] : [];
      return fits(asserted, column, checker) ? [] : [`${says} the column gives ${inWords(column)}.`];
    });
  const rows = site.row.isUnion() ? site.row.types : [site.row];
  return rows.map(faultsOf).reduce((least, one) => (one.length < least.length ? one : least));
}

const inWords = ({ value, isNullable, type }: Output): string =>
  `${value.kind}${value.isList ? '[]' : ''}${isNullable ? ' | null' : ''} (${type})`;

const partsOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);
const isNull = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.Null) !== 0;
const isNothing = (type: ts.Type): boolean => (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) !== 0;

function fits(asserted: ts.Type, { value, isNullable }: Output, checker: ts.TypeChecker): boolean {
  if ((asserted.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) !== 0) return true;
  const parts = partsOf(asserted);
  if (isNullable && !parts.some(isNull)) return false;
  if (value.kind === 'json' && !value.isList) return isJson(asserted, checker, new Set());
  return parts.filter((part) => !isNothing(part)).every((part) => partFits(part, value, checker));
}

function partFits(part: ts.Type, value: Value, checker: ts.TypeChecker): boolean {
  if (!value.isList) return kindFits(part, value.kind, checker);
  const element = checker.getIndexTypeOfType(part, ts.IndexKind.Number);
  return element !== undefined && partsOf(element).every((one) => isNull(one) || kindFits(one, value.kind, checker));
}

function kindFits(part: ts.Type, kind: Value['kind'], checker: ts.TypeChecker): boolean {
  if (kind === 'json') return isJson(part, checker, new Set());
  const name = part.getSymbol()?.name;
  if (kind === 'Date') return name === 'Date';
  if (kind === 'Buffer') return name === 'Buffer' || name === 'Uint8Array';
  const whole = { number: checker.getNumberType(), string: checker.getStringType(), boolean: checker.getBooleanType() };
  return checker.isTypeAssignableTo(part, whole[kind]);
}

const neverInJson = ['Date', 'Buffer', 'Uint8Array', 'Map', 'Set'];

/** JSON holds no moments and no bytes: they come as texts. A type that allows a text beside a moment knows that. */
function isJson(type: ts.Type, checker: ts.TypeChecker, seen: Set<ts.Type>): boolean {
  if (seen.has(type)) return true;
  seen.add(type);
  const isText = (one: ts.Type): boolean => checker.isTypeAssignableTo(one, checker.getStringType());
  if (type.isUnion()) {
    const rest = type.types.some(isText)
      ? type.types.filter((one) => !neverInJson.includes(one.getSymbol()?.name ?? ''))
      : type.types;
    return rest.every((one) => isJson(one, checker, seen));
  }
  if (isText(type)) return true;
  if (neverInJson.includes(type.getSymbol()?.name ?? '') || (type.flags & ts.TypeFlags.BigIntLike) !== 0) return false;
  if ((type.flags & ts.TypeFlags.Object) === 0) return true;
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  if (element !== undefined) return isJson(element, checker, seen);
  return checker.getPropertiesOfType(type).every((one) => isJson(checker.getTypeOfSymbol(one), checker, seen));
}
