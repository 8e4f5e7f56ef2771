/**
 * What the names in the cells of a notebook stand for: `M.random` is `Math.random` after `const M = Math`, and so is `r` after
 * `const { random: r } = Math`.
 */
import { type Code, children, type Node } from './syntax.js';

/** Modules whose exports are known by other names. */
const MODULES: Readonly<Record<string, string>> = {
  crypto: 'crypto',
  process: 'process',
  perf_hooks: 'globalThis',
  timers: 'globalThis',
  'timers/promises': 'globalThis',
};

/** Names that mean the same in each run. */
const FIXED = new Set(['undefined', 'NaN', 'Infinity', 'Boolean', 'Number', 'String', 'Object', 'Array']);

/** Longer chains of members are none of those that we ask for. */
const DEEPEST = 20;

export class Names {
  readonly #paths = new Map<string, string>();
  readonly #constants = new Set(FIXED);

  /** Learns what a cell declares, assigns and imports; gives all that it takes out of an object by a pattern. */
  learn(code: Code): string[] {
    const taken: string[] = [];
    for (const node of code.nodes()) {
      if (node.name === 'ImportDeclaration') this.#imported(node, code, taken);
      if (node.name !== 'VariableDeclaration' && node.name !== 'AssignmentExpression') continue;
      const isConst = node.firstChild?.name === 'const';
      for (const equals of node.getChildren('Equals')) {
        const value = equals.nextSibling;
        const target = untyped(equals.prevSibling);
        if (!target || !value) continue;
        this.#bind(target, this.path(value, code), code, taken);
        if (isConst && target.name === 'VariableDefinition' && this.isConstant(value, code, true))
          this.#constants.add(code.text(target));
      }
    }
    return taken;
  }

  /** `Math.random` for all ways to write it; undefined for what is no member of something with a name. */
  path(node: Node | null, code: Code, depth = 0): string | undefined {
    if (!node || depth > DEEPEST) return undefined;
    const first = (skip: RegExp) =>
      this.path(children(node).find(({ name }) => !skip.test(name)) ?? null, code, depth + 1);
    switch (node.name) {
      case 'VariableName':
        return this.#paths.get(code.text(node)) ?? code.text(node);
      case 'ParenthesizedExpression':
        return first(/^[()]$|Comment$/);
      case 'PostfixExpression':
        return first(/^LogicOp$/);
      case 'AwaitExpression':
        return first(/^await$/);
      case 'BinaryExpression':
        return node.getChild('as') || node.getChild('satisfies') ? first(/^$/) : undefined;
      case 'DynamicImport':
        return MODULES[moduleName(code.string(node.getChild('String')))];
      case 'CallExpression':
        return code.text(node.firstChild!) === 'require'
          ? MODULES[moduleName(code.string(node.getChild('ArgList')?.getChild('String') ?? null))]
          : undefined;
      case 'MemberExpression':
        return this.#member(first(/^$/), memberName(node, code));
      default:
        return undefined;
    }
  }

  /** Whether an expression has one value, whatever the cells compute. */
  isConstant(value: Node, code: Code, isShared = false): boolean {
    const own = new Set<string>();
    for (const node of code.nodes(value)) {
      const text = code.text(node);
      if (node.name === 'VariableDefinition') own.add(text);
      if (/^(this|AwaitExpression|YieldExpression|DynamicImport|⚠)$/.test(node.name)) return false;
      // A list or an object can be filled later.
      if (isShared && /^(Array|Object|New)Expression$/.test(node.name)) return false;
      if (node.name === 'VariableName' && !own.has(text) && !this.#constants.has(text)) return false;
    }
    return true;
  }

  #member(object: string | undefined, name: string | undefined): string | undefined {
    if (object === undefined || name === undefined) return undefined;
    return /^(globalThis|global|window|self)$/.test(object) ? name : `${object}.${name}`;
  }

  #bind(target: Node, path: string | undefined, code: Code, taken: string[]): void {
    const name = code.text(target);
    // A name of the notebook's own is not the one that everybody knows.
    if (target.name === 'VariableDefinition') this.#paths.set(name, path ?? `own ${name}`);
    else if (target.name === 'VariableName' && path !== undefined) this.#paths.set(name, path);
    if (target.name !== 'ObjectPattern' || path === undefined) return;
    for (const property of target.getChildren('PatternProperty')) {
      const shorthand = property.getChild('VariableDefinition');
      const after = property.getChild(':')?.nextSibling;
      const key = property.getChild('PropertyName');
      const called = key ? code.text(key) : code.string(property.getChild('String'));
      const taking = this.#member(path, after ? called : shorthand ? code.text(shorthand) : undefined);
      if (taking === undefined) continue;
      taken.push(taking);
      const into = after ?? shorthand;
      if (into) this.#bind(into, taking, code, taken);
    }
  }

  #imported(node: Node, code: Code, taken: string[]): void {
    const path = MODULES[moduleName(code.string(node.getChild('String')))];
    if (path === undefined) return;
    for (const whole of node.getChildren('VariableDefinition')) this.#paths.set(code.text(whole), path);
    let original: string | undefined;
    for (const part of children(node.getChild('ImportGroup') ?? node)) {
      if (part.name === 'VariableName') original = code.text(part);
      if (part.name !== 'VariableDefinition' || part.parent?.name !== 'ImportGroup') continue;
      const member = this.#member(path, original ?? code.text(part))!;
      taken.push(member);
      this.#paths.set(code.text(part), member);
      original = undefined;
    }
  }
}

function memberName(node: Node, code: Code): string | undefined {
  const property = node.getChild('PropertyName');
  return property ? code.text(property) : code.string(node.getChild('[')?.nextSibling ?? null);
}

function moduleName(text: string | undefined): string {
  return (text ?? '').replace(/^node:/, '');
}

/** What stands before the equals sign, its type aside. */
function untyped(node: Node | null): Node | null {
  return node?.name === 'TypeAnnotation' ? node.prevSibling : node;
}
