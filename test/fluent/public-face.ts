/** All that can be called from outside, by the declarations: each exported function and each public method, with what they take. */
import { join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../..');

/** What one parameter is declared to be. */
export interface Parameter {
  readonly name: string;
  /** As an editor shows it. */
  readonly type: string;
  readonly optional: boolean;
  readonly rest: boolean;
}

/** A function, or a method of a class. */
export interface Callable {
  /** The class; undefined for a function. */
  readonly owner: string | undefined;
  readonly isStatic: boolean;
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Not for new code: an old name, or one that only the library itself uses. */
  readonly isRetired: boolean;
}

/** Every exported function, and every public method, static or not, of every exported class that is no error. */
export function publicFace(): readonly Callable[] {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    ROOT,
  );
  const index = join(ROOT, 'src/index.ts');
  const program = ts.createProgram([index], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(index)!;

  const parametersOf = (type: ts.Type): Parameter[] => {
    // Of overloads the longest.
    const [longest] = [...type.getCallSignatures()].sort((a, b) => b.parameters.length - a.parameters.length);
    return longest!.parameters.map((parameter) => {
      const declaration = parameter.valueDeclaration as ts.ParameterDeclaration;
      const written = declaration.type?.getText();
      const inferred = checker.typeToString(checker.getTypeOfSymbol(parameter), declaration);
      return {
        name: parameter.name,
        type: (written ?? inferred).replaceAll(/\s+/g, ' '),
        optional: declaration.initializer !== undefined || declaration.questionToken !== undefined,
        rest: declaration.dotDotDotToken !== undefined,
      };
    });
  };

  return checker.getExportsOfModule(checker.getSymbolAtLocation(source)!).flatMap((exported): Callable[] => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const { name } = exported;
    const specifier = exported.declarations![0]!;
    if (ts.isExportSpecifier(specifier) && specifier.isTypeOnly) return [];
    if (symbol.flags & ts.SymbolFlags.Function) {
      const parameters = parametersOf(checker.getTypeOfSymbol(symbol));
      return [{ owner: undefined, isStatic: false, name, parameters, isRetired: false }];
    }
    if (!(symbol.flags & ts.SymbolFlags.Class) || /Error$/.test(name)) return [];
    const methodsOf = (type: ts.Type, isStatic: boolean) =>
      checker.getPropertiesOfType(type).flatMap((member): Callable[] => {
        const declaration = member.valueDeclaration;
        if (!declaration || !ts.isMethodDeclaration(declaration) || !ts.isIdentifier(declaration.name))
          return [];
        if (ts.getCombinedModifierFlags(declaration) & HIDDEN) return [];
        const parameters = parametersOf(checker.getTypeOfSymbol(member));
        const tags = ts.getJSDocTags(declaration).map(({ tagName }) => tagName.text);
        const isRetired = tags.includes('deprecated') || tags.includes('internal');
        return [{ owner: name, isStatic, name: member.name, parameters, isRetired }];
      });
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    return [...methodsOf(type, false), ...methodsOf(checker.getTypeOfSymbol(symbol), true)];
  });
}

const HIDDEN = ts.ModifierFlags.Protected | ts.ModifierFlags.Private;
