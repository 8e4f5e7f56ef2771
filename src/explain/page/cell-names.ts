/**
 * What a cell has to do with the names of other cells: which it gives a value, changes in place, adds to, and reads. Scopes are
 * periscopic's; a name that one of them owns is the cell's own affair. What a value does behind another name is not seen:
 * `const other = list; other.push(1)` changes `other` alone.
 */

import { analyze, type Scope } from 'periscopic';
import { type Any, namesIn, parseCell } from './parse-cell.js';

/** Names that something does something to. */
export interface Touched {
  /** Changed, and not given anew: `count++`, `list.push(1)`, `table.row = 2`. */
  readonly changes: readonly string[];
  /** Added to, in any order: `checked.claim(…)`. */
  readonly adds: readonly string[];
  /** Read, whatever else is done with them. */
  readonly reads: readonly string[];
}

/** The names of a cell. */
export interface CellNames extends Touched {
  /** Declared, or assigned as a whole. */
  readonly gives: readonly string[];
  /** What its functions do when they are called, here or by another cell. */
  readonly later: Touched;
  /** It may do anything to any name: it evaluates text, or reaches the names otherwise. */
  readonly isUntold: boolean;
}

/** Methods of lists, maps and sets that change them. */
const CHANGING: ReadonlySet<string> = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '),
);
/** Methods of the library that add to what they are called on. */
const ADDING: ReadonlySet<string> = new Set(['claim']);
/** Through these a cell reaches names that it does not write. */
const REACHING: ReadonlySet<string> = new Set(['eval', 'Function', 'globalThis', 'self']);

/** The names of a cell; none for one that cannot be read, for it does not run either. */
export function namesOfCell(source: string): CellNames {
  try {
    return new Reading(parseCell(source).program).names();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'SyntaxError')) throw error;
    return { ...NOTHING, gives: [], later: NOTHING, isUntold: false };
  }
}

const NOTHING: Touched = { changes: [], adds: [], reads: [] };

class Touching {
  readonly changes = new Set<string>();
  readonly adds = new Set<string>();
  readonly reads = new Set<string>();

  done(): Touched {
    return { changes: [...this.changes], adds: [...this.adds], reads: [...this.reads] };
  }
}

class Reading {
  readonly #program: Any;
  readonly #root: Scope;
  readonly #scopes: WeakMap<object, Scope>;
  readonly #gives = new Set<string>();
  readonly #declared = new Set<string>();
  readonly #now = new Touching();
  readonly #later = new Touching();

  constructor(program: Any) {
    this.#program = program;
    const { map, scope } = analyze(program);
    this.#root = scope;
    this.#scopes = map as WeakMap<object, Scope>;
  }

  names(): CellNames {
    for (const statement of this.#program.body) this.#declare(statement);
    for (const statement of this.#program.body) this.#statement(statement);
    const now = this.#now.done();
    return {
      gives: [...this.#gives],
      ...now,
      later: this.#later.done(),
      isUntold: [...now.reads, ...this.#later.reads].some((name) => REACHING.has(name)),
    };
  }

  #declare(node: Any): void {
    const { type, declarations, declaration, specifiers, id } = node;
    if (type === 'VariableDeclaration' && !/using/.test(node.kind))
      for (const each of declarations) for (const name of namesIn(each.id)) this.#declared.add(name);
    else if (type === 'FunctionDeclaration' || type === 'ClassDeclaration') this.#declared.add(id.name);
    else if (type === 'ImportDeclaration') for (const { local } of specifiers) this.#declared.add(local.name);
    else if (type === 'ExportNamedDeclaration' && declaration) this.#declare(declaration);
    for (const name of this.#declared) this.#gives.add(name);
  }

  /** `name = …;` as a statement gives the name a value; anywhere else it may, or may not. */
  #statement(node: Any): void {
    const { left, right, operator, type } = node.expression ?? {};
    const { name } = left ?? {};
    if (type === 'AssignmentExpression' && operator === '=' && left.type === 'Identifier') {
      if (!this.#isShared(name, this.#root)) return;
      this.#gives.add(name);
      // Somebody has to have declared it.
      this.#touch('reads', name, this.#root, false);
      this.#walk(right, this.#root, false);
    } else if (node.type !== 'ImportDeclaration') this.#walk(node, this.#root, false);
  }

  /** A name that lives on after the cell, wherever it comes from. */
  #isShared(name: string, scope: Scope): boolean {
    const owner = scope.find_owner(name);
    return owner === null || (owner === this.#root && this.#declared.has(name));
  }

  #walk(node: Any, above: Scope, isLater: boolean): void {
    if (Array.isArray(node)) for (const each of node) this.#walk(each, above, isLater);
    if (typeof node?.type !== 'string') return;
    const scope = this.#scopes.get(node) ?? above;
    const later = isLater || /Function|^PropertyDefinition$/.test(node.type);
    const adder = this.#does(node, scope, later);
    if (node.type === 'Identifier') this.#touch('reads', node.name, scope, later);
    for (const [key, child] of Object.entries(node)) {
      if (child === null || typeof child !== 'object' || isLabel(node, key)) continue;
      if (child !== adder) this.#walk(child, scope, later);
    }
  }

  /** Notes what a node does to a name; the callee, where it only adds to it. */
  #does(node: Any, scope: Scope, later: boolean): Any {
    const { type, left, argument, callee, operator } = node;
    const changed = (target: Any) => {
      for (const name of namesIn(target)) this.#touch('changes', name, scope, later);
    };
    if (type === 'AssignmentExpression') changed(left);
    else if (type === 'UpdateExpression' || (type === 'UnaryExpression' && operator === 'delete'))
      changed(argument);
    else if (/^For(In|Of)Statement$/.test(type) && left.type !== 'VariableDeclaration') changed(left);
    else if (type === 'CallExpression' && callee.type === 'MemberExpression' && !callee.computed) {
      if (CHANGING.has(callee.property.name)) changed(callee.object);
      if (ADDING.has(callee.property.name) && callee.object.type === 'Identifier') {
        this.#touch('adds', callee.object.name, scope, later);
        return callee;
      }
    }
    return undefined;
  }

  #touch(how: keyof Touched, name: string, scope: Scope, later: boolean): void {
    if (!this.#isShared(name, scope)) return;
    // What the cell declares itself, it needs of no other.
    if (how !== 'reads' || !this.#declared.has(name)) this.#now[how].add(name);
    if (later) this.#later[how].add(name);
  }
}

/** Whether a child is a word and no name: `page` in `file.page` and in `{ page: 5 }`, a label. */
function isLabel({ type, computed, shorthand }: Any, key: string): boolean {
  if (type === 'MemberExpression') return key === 'property' && !computed;
  if (/^(Property|PropertyDefinition|MethodDefinition)$/.test(type))
    return key === 'key' && !computed && !shorthand;
  return key === 'label' || key === 'meta' || (type === 'MetaProperty' && key === 'property');
}
