import ts from "typescript";
import { expect, test } from "vitest";

const sources = import.meta.glob<string>("../src/**/*.ts", { query: "?raw", import: "default", eager: true });

/**
 * What others can write into the classes of a file. A class keeps its own state: others read it, and ask for a
 * change by a method. Only a draft is written in from outside: its fields are what the member fills in.
 */
function writable(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const look = (node: ts.Node) => {
    if (ts.isClassLike(node) && !isDraft(node)) {
      const open = node.members.filter((member) => isOpen(member));
      found.push(...open.map((member) => `${node.name?.text}.${member.name?.getText(file)}`));
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

function isDraft(node: ts.ClassLikeDeclaration): boolean {
  return (node.heritageClauses ?? []).some(({ token, types }) => {
    const names = types.map(({ expression }) => expression.getText());
    return token === ts.SyntaxKind.ImplementsKeyword && names.includes("Draft");
  });
}

function isOpen(member: ts.ClassElement): boolean {
  if (!ts.isPropertyDeclaration(member) && !ts.isSetAccessor(member)) return false;
  const { modifiers } = member;
  const says = (kind: ts.SyntaxKind) => modifiers?.some((modifier) => modifier.kind === kind) ?? false;
  return (
    !ts.isPrivateIdentifier(member.name) &&
    !says(ts.SyntaxKind.ReadonlyKeyword) &&
    !says(ts.SyntaxKind.PrivateKeyword)
  );
}

test("a class keeps its own state: nobody writes into it from outside", () => {
  const found = Object.entries(sources).flatMap(([name, text]) =>
    writable(name, text).map((field) => `${name}: ${field}`),
  );
  expect(Object.keys(sources).length).toBeGreaterThan(50);
  expect(found).toEqual([]);
});

test("a field that others could write is found, and so is a setter", () => {
  const text = `
    class Open { done = $state(null); readonly task = 1; #own = 2; get own() { return this.#own; } set own(to) {} }
    class Form implements Draft { title = ""; }`;
  expect(writable("a.ts", text)).toEqual(["Open.done", "Open.own"]);
});
