/** What a reader gets of HTML: its text, and of its pictures the words. Parsed by the HTML standard's rules. */
import type { Element, Root } from 'hast';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';

/** The words of a picture; empty where it has none. */
export interface PictureWords {
  readonly alt: string;
  /** What the figure that it is in says below it. */
  readonly caption: string;
}

export interface HtmlWords {
  readonly text: string;
  readonly pictures: readonly PictureWords[];
}

const UNREAD = new Set(['script', 'style', 'template', 'head']);

/** The words of some HTML; undefined for what is nested too deep to be read. */
export function htmlWords(html: string): HtmlWords | undefined {
  try {
    return wordsOf(unified().use(rehypeParse, { fragment: true }).parse(html));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function wordsOf(tree: Root): HtmlWords {
  const texts: string[] = [];
  const pictures: PictureWords[] = [];
  const enter = (node: Root | Element, figure: Element | undefined): void => {
    for (const child of node.children) {
      if (child.type === 'text') texts.push(child.value);
      if (child.type !== 'element' || UNREAD.has(child.tagName)) continue;
      const alt = String(child.properties.alt ?? '').trim();
      if (child.tagName === 'img') pictures.push({ alt, caption: figure ? captionOf(figure) : '' });
      texts.push(alt);
      enter(child, child.tagName === 'figure' ? child : figure);
    }
  };
  enter(tree, undefined);
  return { text: texts.join(' '), pictures };
}

function captionOf(figure: Element): string {
  const caption = figure.children.find((child) => child.type === 'element' && child.tagName === 'figcaption');
  return caption?.type === 'element' ? wordsOf({ type: 'root', children: caption.children }).text.trim() : '';
}
