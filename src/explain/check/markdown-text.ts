/** What is said in Markdown: paragraphs without code, headings, addresses and sources; and its pictures. */
import MarkdownIt from 'markdown-it';
import { htmlWords, type PictureWords } from './html-words.js';

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

const markdown = new MarkdownIt({ html: true });
// Pictures of any kind are looked for.
markdown.validateLink = () => true;

const SOURCES = /^\s*(Sources?|References?)\b/;

/** The paragraphs, cells of tables and items of lists, as plain text. */
export function saidIn(source: string): string[] {
  const tokens = markdown.parse(source, {});
  const said: string[] = [];
  let skipped: string | undefined;
  for (const [i, { type, tag, content, children, level }] of tokens.entries()) {
    if (skipped !== undefined) {
      if (type === skipped && level === 0) skipped = undefined;
      if (type !== 'heading_open') continue;
    }
    if (type === 'heading_open') {
      const isOfSources = SOURCES.test(tokens[i + 1]!.content) && tag !== 'h1';
      skipped = isOfSources ? 'heading_open' : 'heading_close';
    } else if (type === 'html_block') said.push(htmlWords(content)?.text ?? '');
    else if (type === 'inline') {
      const text = plain(children ?? []);
      if (!SOURCES.test(text)) said.push(text);
      // A list that follows the word at once is the list of sources.
      else if (/^(bullet|ordered)_list_open$/.test(tokens[i + 2]?.type ?? ''))
        skipped = tokens[i + 2]!.type.replace('open', 'close');
    }
  }
  return said;
}

/** The pictures in Markdown, those of its HTML too. A picture whose address is nowhere has no words either. */
export function picturesIn(source: string): PictureWords[] {
  const env = {};
  const lost = markdown
    .parse(source, env)
    .filter(({ children }) => /!\[\s*\]\[/.test(plain(children ?? [])))
    .map(() => ({ alt: '', caption: '' }));
  return [...(htmlWords(markdown.render(source, env))?.pictures ?? []), ...lost];
}

function plain(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content }) => {
      if (type === 'text' || type === 'image') return content;
      return type === 'softbreak' || type === 'hardbreak' ? '\n' : type === 'text_special' ? content : ' ';
    })
    .join('')
    .replaceAll('  ', ' ');
}
