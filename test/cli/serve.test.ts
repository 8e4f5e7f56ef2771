/** The server of finished pages: what is in the folder, to this machine, and nothing else. */

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../../src/cli/serve.js';
import { temporaryFolder } from './command.js';

let address: string;

async function started(): Promise<void> {
  const folder = temporaryFolder();
  const pages = join(folder, 'pages');
  mkdirSync(join(pages, 'deeper'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'secret');
  writeFileSync(join(pages, 'index.html'), '<p>index</p>');
  writeFileSync(join(pages, 'two words.html'), '<p>two</p>');
  writeFileSync(join(pages, 'deeper', 'a.svg'), '<svg/>');
  symlinkSync(join(folder, 'secret.html'), join(pages, 'link.html'));
  const served = await serve(pages, 0);
  onTestFinished(() => void served.server.close());
  address = served.address;
}

/** Asks for a path exactly as it is written: fetch() would tidy it up first. */
function ask(
  path: string,
  method = 'GET',
): Promise<{ status?: number; type?: string; allow?: string; body: string }> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => {
        const { 'content-type': type, allow } = response.headers;
        resolve({ status: response.statusCode, type, allow, body });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('the server', () => {
  beforeEach(started);

  test('is on the loopback address', () => {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  test.each([
    ['/', 'text/html; charset=utf-8', '<p>index</p>'],
    ['/index.html?x=1', 'text/html; charset=utf-8', '<p>index</p>'],
    ['/two%20words.html', 'text/html; charset=utf-8', '<p>two</p>'],
    ['/deeper/a.svg', 'image/svg+xml', '<svg/>'],
  ])('answers %s', async (path, type, body) => {
    expect(await ask(path)).toEqual({ status: 200, type, body });
  });

  test.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/deeper/../../secret.html',
    '/..%2fsecret.html',
    '/link.html',
    '/deeper',
    '/%',
    '/nothing.html',
    '//etc/passwd',
  ])('has no page at %s', async (path) => {
    const { status, body } = await ask(path);

    expect({ status, body }).toEqual({ status: 404, body: 'There is no such page.\n' });
  });

  test('answers HEAD without a body, and refuses to be written to', async () => {
    expect(await ask('/', 'HEAD')).toEqual({ status: 200, type: 'text/html; charset=utf-8', body: '' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect(await ask('/', method)).toMatchObject({ status: 405, allow: 'GET, HEAD' });
    }
  });

  test('says so where its port is taken', async () => {
    await expect(serve(temporaryFolder(), Number(new URL(address).port))).rejects.toThrow('EADDRINUSE');
  });
});
