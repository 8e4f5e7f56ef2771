/**
 * Which pages this package wrote, so that it may write over them. A page ends in a line with a digest of all that stands before it:
 * one that somebody has edited since is his. What aliaslab 0.1.0 wrote has no such line, and is known by how it begins.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const LINE = /<!-- written by aliaslab, sha256-([\w+/=]+) -->\n$/;

const OLD_START = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; `;
const OLD_MARKS = [
  '<p>Made by <strong>aliaslab</strong> from an executed notebook.',
  '<title>aliaslab: explanations that run</title>',
];

/** The page with the line by which it is known again. */
export function signed(page: string): string {
  return `${page}<!-- written by aliaslab, sha256-${digestOf(page)} -->\n`;
}

/** Whether this file is a page of this package, as it was written. */
export function isOwnPage(file: string): boolean {
  const page = readFileSync(file, 'utf8');
  const [line, digest] = LINE.exec(page) ?? [];
  if (line !== undefined) return digest === digestOf(page.slice(0, -line.length));
  return page.startsWith(OLD_START) && OLD_MARKS.some((mark) => page.includes(mark));
}

function digestOf(page: string): string {
  return createHash('sha256').update(page).digest('base64');
}
