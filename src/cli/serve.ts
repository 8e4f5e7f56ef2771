/** Serves a folder of finished pages on this machine only. The files are known before the first request. */

import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { extname, join, relative, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Starts to serve `folder` on 127.0.0.1; port 0 is any free one. Rejects where the port is taken. */
export function serve(folder: string, port: number): Promise<{ server: Server; address: string }> {
  const server = createServer(answer(filesIn(folder)));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as { port: number };
      resolve({ server, address: `http://127.0.0.1:${taken}/` });
    });
  });
}

/** The files of a folder by the path of their address: only these are served, so no path leads out of it. */
function filesIn(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, file).split(sep).join('/')}`, file);
  }
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}

function answer(files: ReadonlyMap<string, string>): RequestListener {
  return (request, response) => {
    const refuse = (status: number, text: string, headers = {}) =>
      response
        .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers })
        .end(`${text}\n`);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' });
    }
    const file = files.get(pathOf(request.url ?? '/'));
    if (file === undefined) return refuse(404, 'There is no such page.');
    const body = readFileSync(file);
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Length': body.length,
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

/** The path of a request without its query; what cannot be decoded is no path of ours. */
function pathOf(url: string): string {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0]!);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}
