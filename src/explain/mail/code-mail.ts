/**
 * A cell's code for a mail, so that it can be pasted: ASCII in 72 columns behind `> `, and without that it is the same
 * program. A line that is too long is broken where TypeScript minds no line end; a text that is too long by a backslash in it,
 * which is TypeScript's own way.
 */
import { ascii, MAIL_WIDTH } from '../../mail/text.js';
import { typescript } from '../grammar.js';

const QUOTED = '> ';
/** How much further in a line goes on. */
const FURTHER = 4;

/** What a letter belongs to, where that is no code, as the grammar calls it. */
const TEXTS = ['String', 'TemplateString'];
const COMMENTS = ['LineComment', 'BlockComment'];
const NO_CODE = [...TEXTS, ...COMMENTS, 'RegExp'];

/** The code in lines of a mail, each behind `> `. */
export function codeMail(source: string): string[] {
  const code = asciiCode(source.replaceAll(/\r\n?/g, '\n').trimEnd());
  const places = placesOf(code);
  const lines: string[] = [];
  let from = 0;
  for (const line of code.split('\n')) {
    lines.push(...brokenLine(line, places.slice(from, from + line.length)));
    from += line.length + 1;
  }
  return lines.map((line) => (QUOTED + line).trimEnd());
}

/** What each letter belongs to: one of those, or code. One walk over the tree, however deep it is. */
function placesOf(code: string): string[] {
  const places: string[] = new Array(code.length);
  const open = ['code'];
  let done = 0;
  const fillTo = (end: number) => {
    places.fill(open.at(-1)!, done, Math.max(done, end));
    done = Math.max(done, end);
  };
  typescript.parse(code).iterate({
    enter: ({ name, from }) => {
      fillTo(from);
      // An escape belongs to the text that it stands in.
      open.push(name === 'Escape' ? open.at(-1)! : NO_CODE.includes(name) ? name : 'code');
    },
    leave: ({ to }) => {
      fillTo(to);
      open.pop();
    },
  });
  fillTo(code.length);
  return places;
}

/** The same program in ASCII; what ends a line of a template stays there, though mails lose their last spaces. */
function asciiCode(source: string): string {
  const places = placesOf(source);
  let at = 0;
  let code = '';
  for (const letter of source) {
    const place = places[at]!;
    at += letter.length;
    if (letter === '\t') code += TEXTS.includes(place) ? '\\t' : '  ';
    else if (letter === ' ' && place === 'TemplateString' && source[at] === '\n') code += '\\x20';
    else if (letter === '\n' || (letter >= ' ' && letter <= '~')) code += letter;
    else code += COMMENTS.includes(place) ? ascii(letter) : escaped(letter);
  }
  return code;
}

function escaped(letter: string): string {
  const units = Array.from({ length: letter.length }, (_, i) => letter.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** One line of the code in lines that fit. */
function brokenLine(line: string, places: readonly string[]): string[] {
  const indent = ' '.repeat(Math.min(24, line.length - line.trimStart().length));
  const further = `${indent}${' '.repeat(FURTHER)}`;
  const lines: string[] = [];
  let from = 0;
  let before = '';
  for (;;) {
    const room = MAIL_WIDTH - QUOTED.length - before.length;
    if (line.length - from <= room) return [...lines, before + line.slice(from)];
    const { end, mark, next } = breakOf(line, places, from, room, { indent, further });
    const part = before + line.slice(from, end);
    lines.push(mark === '' ? part.trimEnd() : part + mark);
    from = end;
    before = next;
    // Where code goes on, spaces are for the eye alone.
    while (next !== '' && line[from] === ' ') from++;
  }
}

interface Break {
  readonly end: number;
  /** What stands at the end of the line, and at the beginning of the next one. */
  readonly mark: string;
  readonly next: string;
}

function breakOf(
  line: string,
  places: readonly string[],
  from: number,
  room: number,
  { indent, further }: { indent: string; further: string },
): Break {
  const limit = from + room;
  const place = places[limit]!;
  const start = from + (line.slice(from).length - line.slice(from).trimStart().length);
  const codeBreak = breakOfCode(line, places, start, limit);
  const atCode = codeBreak === undefined ? undefined : { end: codeBreak, mark: '', next: further };
  if (COMMENTS.includes(place)) {
    const space = line.lastIndexOf(' ', limit);
    const end = space > start + 3 && places[space] === place ? space : limit;
    return { end, mark: '', next: place === 'LineComment' ? `${indent}// ` : further };
  }
  if (TEXTS.includes(place)) {
    let first = limit;
    let last = limit;
    while (first > from && places[first - 1] === place) first--;
    // Longer than a line is long enough to know.
    const far = Math.min(line.length, first + MAIL_WIDTH);
    while (last < far && places[last] === place) last++;
    const fitsBelow = further.length + last - first <= MAIL_WIDTH - QUOTED.length;
    if (atCode && (fitsBelow || first + 8 > limit)) return atCode;
    const end = breakOfText(line, first, limit - 1);
    if (end !== undefined && end > start) return { end, mark: '\\', next: '' };
  }
  if (atCode) return atCode;
  // What has no place to break is cut, and is no program until it is joined again.
  return { end: limit - 1, mark: '\\', next: '' };
}

/** After these a line may end: none of them ends a statement, and none is followed by what must stay on its line. */
const GOES_ON =
  /[,;([{:]|=>|&&|\|\||\?\?|[!=]==?|(?<![=!<>])=(?![=>])|(?<!\+)\+(?![+=])|(?<!\|)\|(?![|=])|(?<!&)&(?![&=])|(?<!\?)\?(?![.?:])/g;
const DOT = /(?<![\d.?])\.(?![\d.])|\?\.(?!\d)/g;

/** So many letters before a mark say what it is. */
const LOOK_BACK = 8;

/** The marks of a part of a line that begins at `from`. */
function marksIn(part: string, marks: RegExp, from: number): { mark: string; index: number }[] {
  return [...part.matchAll(marks)].map(({ 0: mark, index }) => ({ mark, index: from + index }));
}

/**
 * Where the code of a line is best broken, up to `limit`: outside of brackets rather than inside, before a dot only where
 * there is nothing else as far out, and not too early.
 */
function breakOfCode(
  line: string,
  places: readonly string[],
  start: number,
  limit: number,
): number | undefined {
  // What was broken off before is of no interest, but for the letters that tell what a mark is part of.
  const seen = Math.max(0, start - LOOK_BACK);
  const part = line.slice(seen, limit + 3);
  const isCode = (from: number, to: number) => places.slice(from, to).every((each) => each === 'code');
  const depths = depthsOf(line, places, start, limit);
  const found = [
    ...marksIn(part, GOES_ON, seen).map(({ mark, index }) => ({ at: index + mark.length, mark, index })),
    ...marksIn(part, DOT, seen).map(({ mark, index }) => ({ at: index, mark, index })),
  ].filter(
    ({ at, mark, index }) =>
      at > start && at <= limit && isCode(index, index + mark.length) && line.slice(at).trim() !== '',
  );
  const late = found.filter(({ at }) => at - start > (limit - start) / 3);
  const worth = ({ at, mark }: (typeof found)[number]) =>
    depths[at - start]! + (/[.:?]$/.test(mark) ? 0.5 : 0);
  const best = late.sort((a, b) => worth(a) - worth(b) || b.at - a.at)[0];
  return best ? best.at : found.length > 0 ? Math.max(...found.map(({ at }) => at)) : undefined;
}

/** How many brackets are open before each letter from `start` to `limit`. */
function depthsOf(line: string, places: readonly string[], start: number, limit: number): number[] {
  const depths = [0];
  for (let at = start; at < limit; at++) {
    const letter = places[at] === 'code' ? line.charAt(at) : '';
    depths.push(depths.at(-1)! + (/[([{]/.test(letter) ? 1 : /[)\]}]/.test(letter) ? -1 : 0));
  }
  return depths;
}

/** Where a text may be broken: behind a word if there is one, and never within an escape. */
function breakOfText(line: string, first: number, limit: number): number | undefined {
  const escapes = /\\u\{[^}]{0,8}\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\.|[^\\]/g;
  escapes.lastIndex = first;
  const ends: number[] = [];
  for (let match = escapes.exec(line); match && escapes.lastIndex <= limit; match = escapes.exec(line))
    ends.push(escapes.lastIndex);
  const words = ends.filter((end) => line[end - 1] === ' ' && end > first + (limit - first) / 2);
  return words.at(-1) ?? ends.at(-1);
}
