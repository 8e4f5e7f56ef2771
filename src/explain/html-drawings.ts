/**
 * Which tags of HTML close themselves, as `<path/>` does: those of drawings and formulas, and nowhere else. A text may only look
 * like a drawing (in a comment, a script, a title), so a tag is believed where all before it is plain and ends as it begins.
 */

/** A tag that every reader takes for the same. */
const PLAIN_TAG =
  /<(\/?)([a-z][^\s/>"'=<]*)(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'<>=`]+))?)*\s*(\/?)>/iy;
/** A comment without anything that some would take for its end. */
const PLAIN_COMMENT = /<!--(?!-?>)[^<>]*-->/y;

/** What is inside of these is text, in HTML or here: no tag follows but their ends. */
const TEXT_INSIDE: ReadonlySet<string> = new Set(
  `script style textarea title xmp iframe noembed noframes noscript plaintext select template
   desc foreignobject annotation-xml mi mo mn ms mtext`.split(/\s+/),
);
/** With these a reader is back in HTML, whatever is open. */
const BACK_IN_HTML: ReadonlySet<string> = new Set(
  `b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p
   pre ruby s small span strong strike sub sup table tt u ul var`.split(/\s+/),
);

/** Asked of each tag of a text, in its order. */
export class SelfClosing {
  readonly #html: string;
  /** Up to where the text was looked at; -1 when something was not plain, and nothing is believed any more. */
  #at = 0;
  /** The elements that are open in a drawing, from the outermost; empty in HTML. */
  #open: string[] = [];
  /** The element whose text is being read. */
  #text: string | undefined;

  constructor(html: string) {
    this.#html = html;
  }

  /** Whether the tag that begins at `index` is one that closes itself. */
  meets(index: number): boolean {
    let closes = false;
    while (this.#at >= 0 && this.#at <= index) {
      const next = this.#html.indexOf('<', this.#at);
      if (next < 0 || next > index) break;
      closes = this.#read(next);
    }
    return this.#at >= 0 && closes;
  }

  #read(at: number): boolean {
    PLAIN_COMMENT.lastIndex = at;
    if (this.#text === undefined && PLAIN_COMMENT.test(this.#html)) {
      this.#at = PLAIN_COMMENT.lastIndex;
      return false;
    }
    PLAIN_TAG.lastIndex = at;
    const [whole, isEnd, name, isEmpty] = PLAIN_TAG.exec(this.#html) ?? [];
    const tag = name?.toLowerCase() ?? '';
    if (whole === undefined || (this.#text !== undefined && !(isEnd === '/' && tag === this.#text))) {
      this.#at = -1;
      return false;
    }
    this.#at = at + whole.length;
    this.#text = undefined;
    return isEnd === '/' ? this.#ends(tag) : this.#begins(tag, isEmpty === '/');
  }

  #begins(tag: string, isEmpty: boolean): boolean {
    const isDrawing = tag === 'svg' || tag === 'math';
    if (BACK_IN_HTML.has(tag)) this.#open = [];
    else if (isEmpty && (isDrawing || this.#open.length > 0)) return true;
    else if (isDrawing || this.#open.length > 0) this.#open.push(tag);
    if (TEXT_INSIDE.has(tag)) this.#text = tag;
    return false;
  }

  #ends(tag: string): boolean {
    // What ends something else may end the drawing.
    if (this.#open.pop() !== tag) this.#open = [];
    return false;
  }
}
