/** The server of finished pages: those that it was given, to this machine under its own names, and nothing else. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../../src/cli/serve.js';
import { temporaryFolder } from './command.js';

let address: string;
let port: number;
let pages: string;

async function started(): Promise<void> {
  pages = join(temporaryFolder(), 'pages');
  mkdirSync(join(pages, '.git'), { recursive: true });
  writeFileSync(join(pages, '.git', 'config'), 'secret');
  writeFileSync(join(pages, '.env'), 'secret');
  writeFileSync(join(pages, 'other.html'), 'secret');
  const written = ['index.html', 'two words.html', '100%.html'].map((name) => join(pages, name));
  for (const file of written) writeFileSync(file, '<p>a page</p>');
  const served = await serve(written, 0);
  onTestFinished(() => void served.server.close());
  address = served.address;
  port = Number(new URL(address).port);
}

interface Answer {
  readonly status?: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Asks for a path exactly as it is written: fetch() would tidy it up first. */
function ask(
  path: string,
  { method = 'GET', host }: { method?: string; host?: string } = {},
): Promise<Answer> {
  const headers = host === undefined ? {} : { host };
  return new Promise((resolve, reject) => {
    request({ hostname: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

/** Sends these bytes, and gives the first line of the answer. */
function send(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.once('data', (chunk) => {
      resolve(String(chunk).split('\r\n')[0]!);
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('end', () => reject(new Error('no answer')));
  });
}

describe('the server', () => {
  beforeEach(started);

  test('is on the loopback address', () => {
    expect(address).toBe(`http://127.0.0.1:${port}/`);
  });

  test.each(['/', '/index.html?x=1', '/two%20words.html', '/100%25.html'])('answers %s', async (path) => {
    const { status, headers, body } = await ask(path);

    expect({ status, type: headers['content-type'], body }).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
      body: '<p>a page</p>',
    });
  });

  test.each([
    '/.env',
    '/.git/config',
    '/other.html',
    '/../pages/.env',
    '/%2e%2e/pages/.env',
    '/..%2fpages/.env',
    '/index.html/',
    '/index.html%00.txt',
    '/%',
    '/%zz',
    '/%ff',
    '/__proto__',
    '//index.html',
    '//etc/passwd',
    '/\\index.html',
  ])('has no page at %s, whatever lies in the folder', async (path) => {
    const { status, body } = await ask(path);

    expect({ status, body }).toEqual({ status: 404, body: 'There is no such page.\n' });
  });

  test.each(['localhost', 'LocalHost', '127.0.0.1', '[::1]'])('answers to the name %s', async (name) => {
    expect((await ask('/', { host: `${name}:${port}` })).status).toBe(200);
  });

  test.each([
    'rebound.example.org',
    'rebound.example.org:PORT',
    'localhost',
    'localhost:1',
    'localhost:PORT.example.org',
    'localhost.example.org:PORT',
    '127.0.0.1.example.org:PORT',
    '127.0.0.2:PORT',
    '0.0.0.0:PORT',
    '2130706433:PORT',
    'localhost:PORT@example.org',
  ])('refuses the name %s, so that no page of elsewhere reads ours', async (host) => {
    const { status, headers, body } = await ask('/', { host: host.replace('PORT', String(port)) });

    expect({ status, body }).toEqual({
      status: 421,
      body: `Pages are at ${address} here, and under no other name.\n`,
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('takes a whole address in the first line, if it is our own', async () => {
    const first = (line: string, ...more: string[]) => send([line, ...more, '', ''].join('\r\n'));
    const own = `Host: 127.0.0.1:${port}`;

    expect(await first(`GET http://127.0.0.1:${port}/index.html HTTP/1.1`, own)).toBe('HTTP/1.1 200 OK');
    expect(await first(`GET http://127.0.0.1:${port} HTTP/1.1`, own)).toBe('HTTP/1.1 200 OK');
    expect(await first('GET http://example.org/ HTTP/1.1', own)).toBe('HTTP/1.1 421 Misdirected Request');
    expect(await first(`GET http://127.0.0.1:${port}/ HTTP/1.1`, 'Host: example.org')).toBe(
      'HTTP/1.1 421 Misdirected Request',
    );
    expect(await first('GET / HTTP/1.1', own, 'Host: example.org')).toMatch(/^HTTP\/1\.1 4/);
    expect(await first('GET / HTTP/1.0')).toBe('HTTP/1.1 421 Misdirected Request');
    expect(await first('GET file:///etc/passwd HTTP/1.1', own)).toMatch(/^HTTP\/1\.1 4/);
    expect(await send('nonsense\r\n\r\n')).toBe('HTTP/1.1 400 Bad Request');
    expect((await ask('/')).status).toBe(200);
  });

  test('lets nobody frame a page, read it from elsewhere, or hear where it was', async () => {
    for (const path of ['/', '/nothing.html']) {
      expect((await ask(path)).headers).toMatchObject({
        'content-security-policy': "frame-ancestors 'none'",
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    }
  });

  test('answers HEAD without a body, and refuses to be written to', async () => {
    expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect(await ask('/nothing.html', { method: 'HEAD' })).toMatchObject({ status: 404, body: '' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH']) {
      const { status, headers } = await ask('/', { method });
      expect({ status, allow: headers.allow }, method).toEqual({ status: 405, allow: 'GET, HEAD' });
    }
  });

  test('goes on where a page is gone, or is a file no more', async () => {
    rmSync(join(pages, 'two words.html'));
    rmSync(join(pages, '100%.html'));
    mkdirSync(join(pages, '100%.html'));

    expect((await ask('/two%20words.html')).status).toBe(404);
    expect((await ask('/100%25.html')).status).toBe(500);
    expect((await ask('/')).status).toBe(200);
    writeFileSync(join(pages, 'two words.html'), 'it is back');
    expect((await ask('/two%20words.html')).body).toBe('it is back');
  });

  test('says so where its port is taken', async () => {
    await expect(serve([], port)).rejects.toThrow('EADDRINUSE');
  });
});
