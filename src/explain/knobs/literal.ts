/**
 * The literal that a knob turns: the first argument of a call, found in code again after a reader has changed it.
 *
 *     const sh4 = processor('SH7750'), arm = processor('ARM926EJ-S');
 *                           └──────┘  place { call: 'processor', of: 'sh4', nth: 0 }
 */

import { MOST_READ, type Node, nodes } from '../check/code.js';

/** Where a literal stands: in which call, and which of those in the statement that defines this name. */
export interface Place {
  readonly call: string;
  /** The first name that the statement defines; empty where it defines none. */
  readonly of: string;
  readonly nth: number;
}

/** A literal that stands in code, as it is written there. */
export interface Literal {
  readonly place: Place;
  readonly from: number;
  readonly to: number;
  readonly code: string;
}

/** The one call whose argument is a call itself: a coherence strategy is a word with parentheses. */
export const STRATEGY_CALL = 'using';

/** The literals that calls of this name are given first, in their order; none in code that nobody reads, for its length. */
export function literalsIn(source: string, call: string): Literal[] {
  if (source.length > MOST_READ) return [];
  const counts = new Map<string, number>();
  return argumentsOf(source, call).flatMap(({ argument, statement }) => {
    const of = nameDefinedBy(source, statement);
    const nth = counts.get(of) ?? 0;
    counts.set(of, nth + 1);
    if (argument === undefined || !isLiteral(source, argument, call)) return [];
    const { from, to } = argument;
    return [{ place: { call, of, nth }, from, to, code: source.slice(from, to) }];
  });
}

/** The literal at a place; where no statement defines that name any more, the only one of such a call. */
export function literalAt(source: string, { call, of, nth }: Place): Literal | undefined {
  const all = literalsIn(source, call);
  const its = all.filter(({ place }) => place.of === of);
  if (its.length > 0) return its.find(({ place }) => place.nth === nth);
  return all.length === 1 ? all[0] : undefined;
}

/** The code with something else in the place of a literal. */
export function withLiteral(source: string, { from, to }: Literal, code: string): string {
  return source.slice(0, from) + code + source.slice(to);
}

/** Whether two literals mean the same, whatever their quotes and spaces. */
export function meansTheSame(one: string, other: string): boolean {
  return meant(one) === meant(other);
}

function meant(code: string): string {
  if (/^[\d._]+$/.test(code)) return String(Number(code.replaceAll('_', '')));
  return code.replace(/["`]/g, "'").replace(/\s+/g, '');
}

function argumentsOf(source: string, call: string) {
  return [...nodes(source)]
    .flatMap((node) => {
      const callee = node.name === 'CallExpression' ? node.firstChild : null;
      const named = callee?.name === 'MemberExpression' ? callee.lastChild : callee;
      if (!named || source.slice(named.from, named.to) !== call) return [];
      const argument = node.getChild('ArgList')?.firstChild?.nextSibling ?? undefined;
      return [{ argument, statement: statementOf(node), at: named.from }];
    })
    .sort((a, b) => a.at - b.at);
}

function isLiteral(source: string, node: Node, call: string): boolean {
  if (call === STRATEGY_CALL) return node.name === 'CallExpression';
  if (node.name === 'TemplateString') return !source.slice(node.from, node.to).includes('${');
  return node.name === 'String' || node.name === 'Number';
}

function statementOf(node: Node): Node {
  let statement = node;
  while (statement.parent && statement.parent.name !== 'Script') statement = statement.parent;
  return statement;
}

function nameDefinedBy(source: string, statement: Node): string {
  if (!/Declaration$/.test(statement.name)) return '';
  for (const { name, from, to } of nodes(statement))
    if (name === 'VariableDefinition') return source.slice(from, to);
  return '';
}
