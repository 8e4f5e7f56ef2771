/**
 * Serves pages that were written on this machine, and to it only: the files that it is given, whatever else lies beside them,
 * to whoever asks for the loopback by one of its own names. A page of elsewhere whose name was made to lead here asks by
 * another name, and is refused.
 */

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { basename } from 'node:path';
import { decodedUri } from '../units/uri.js';

/** Said with every answer: nobody else may frame a page, read it, or learn from where its links were followed. */
const HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-cache',
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** What is answered under one path. */
export interface Answer {
  readonly type: string;
  readonly body: Buffer;
}

/**
 * Answers by path: each is made when it is asked for, by an origin such as `http://localhost:8000`; undefined where there is
 * nothing any more.
 */
export type Answers = ReadonlyMap<string, (origin: string) => Promise<Answer | 'unreadable' | undefined>>;

/** HTML files, each under its name. A file that is gone when it is asked for is an answer of 404. */
export function filesAsAnswers(files: readonly string[]): Answers {
  return new Map(
    files.map((file) => [
      `/${basename(file)}`,
      async () => {
        const body = await bytesOf(file);
        return body === undefined || body === 'unreadable' ? body : htmlAnswer(body);
      },
    ]),
  );
}

/** A page. */
export function htmlAnswer(body: Buffer): Answer {
  return { type: 'text/html; charset=utf-8', body };
}

/**
 * Starts to serve these answers, or HTML files, on 127.0.0.1, and `index.html` as `/` too; port 0 is any free one.
 * Rejects where the port is taken.
 */
export function serve(
  served: readonly string[] | Answers,
  port: number,
): Promise<{ server: Server; address: string }> {
  const pages = new Map('has' in served ? served : filesAsAnswers(served));
  const index = pages.get('/index.html');
  if (index !== undefined) pages.set('/', index);
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as { port: number };
      server.on('request', answer(pages, taken));
      resolve({ server, address: `http://127.0.0.1:${taken}/` });
    });
  });
}

function answer(pages: Answers, port: number): RequestListener {
  return async (request, response) => {
    const refuse = (status: number, text: string, headers = {}) =>
      response
        .writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8', ...headers })
        .end(request.method === 'HEAD' ? undefined : `${text}\n`);
    const asked = askedFor(request);
    if (!asked.hosts.every((host) => isOwnName(host, port)))
      return refuse(421, `Pages are at http://127.0.0.1:${port}/ here, and under no other name.`);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' });
    const origin = `http://${asked.hosts.at(-1)!.toLowerCase()}`;
    const found = asked.path === undefined ? undefined : await pages.get(asked.path)?.(origin);
    if (found === undefined) return refuse(404, 'There is no such page.');
    if (found === 'unreadable') return refuse(500, 'This page is there, and cannot be read.');
    const { type, body } = found;
    response.writeHead(200, { ...HEADERS, 'Content-Type': type, 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

/**
 * The names under which a request asks for us, and the path without its query; a path that cannot be decoded is none of ours.
 * A request may have the whole address in its first line, `GET http://127.0.0.1:8000/ HTTP/1.1`: then both names count.
 */
function askedFor({ url = '/', headersDistinct }: IncomingMessage): {
  hosts: readonly string[];
  path: string | undefined;
} {
  const [, named, rest = url] = /^http:\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  const said = headersDistinct.host ?? [''];
  return {
    hosts: named === undefined ? said : [...said, named],
    path: decodedUri(rest.split(/[?#]/, 1)[0]! || '/'),
  };
}

/** Whether a host is this machine's own loopback, with our port; 80 goes without saying. */
function isOwnName(host: string, port: number): boolean {
  const name = host.toLowerCase();
  return ['localhost', '127.0.0.1', '[::1]'].some(
    (own) => name === `${own}:${port}` || (port === 80 && name === own),
  );
}

async function bytesOf(file: string): Promise<Buffer | undefined | 'unreadable'> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : 'unreadable';
  }
}
