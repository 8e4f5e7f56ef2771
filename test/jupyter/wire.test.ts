/** Messages as frames: there and back, and none that is forged. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode, newHeader } from '../../src/jupyter/wire.js';
import { addressOf, type Connection, readConnection } from '../../src/jupyter/wire-connection.js';
import { temporaryFolder } from './talk.js';

const message = (content = {}) => ({
  identities: [Buffer.from('front end')],
  header: newHeader('execute_request', 'one'),
  parent: {},
  metadata: {},
  content,
});

describe('a message', () => {
  test('comes back as it was sent', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false })),
        fc.string(),
        (content, key) => {
          const sent = message(JSON.parse(JSON.stringify(content)));

          const frames = encode(sent, key);
          const { signature, bytes, ...received } = decode(frames, key);

          expect(received).toEqual(sent);
          expect(signature).toHaveLength(key === '' ? 0 : 64);
          expect(bytes).toBe(Buffer.concat(frames).length);
        },
      ),
    );
  });

  test('with any frame changed is refused', () => {
    const frames = encode(message({ code: '1' }), 'a key');

    for (let at = 2; at < frames.length; at++) {
      const forged = frames.map((frame, i) => (i === at ? Buffer.concat([frame, Buffer.from(' ')]) : frame));
      expect(() => decode(forged, 'a key')).toThrow('wrong signature');
    }
  });

  test('that is cut short is refused', () => {
    const frames = encode(message(), 'a key');

    expect(() => decode(frames.slice(0, -1), 'a key')).toThrow('cut short');
    expect(() => decode(frames.slice(2), 'a key')).toThrow('delimiter');
  });
});

describe('a connection file', () => {
  const good: Connection = {
    transport: 'tcp',
    ip: '127.0.0.1',
    key: 'k',
    signature_scheme: 'hmac-sha256',
    shell_port: 1,
    iopub_port: 2,
    stdin_port: 3,
    control_port: 4,
    hb_port: 5,
  };

  test('gives the addresses of its channels', () => {
    expect(addressOf(good, 'iopub')).toBe('tcp://127.0.0.1:2');
    expect(addressOf({ ...good, transport: 'ipc', ip: '/run/kernel' }, 'hb')).toBe('ipc:///run/kernel-5');
  });

  test('names everything that is wrong with it', () => {
    const file = join(temporaryFolder(), 'connection.json');
    writeFileSync(file, JSON.stringify({ ...good, transport: 'udp', key: undefined, hb_port: 'five' }));

    expect(() => readConnection(file)).toThrow(
      "\n  - transport must be tcp or ipc, not 'udp'\n  - key is missing\n  - hb_port must be a whole number\n",
    );
  });
});
