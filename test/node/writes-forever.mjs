/** Writes one file after the other to the path that it is given, each a megabyte of one letter, until it is killed. */
import { writeFile } from '../../dist/node/write-file.js';

const [, , path] = process.argv;

async function* letters(letter) {
  for (let i = 0; i < 16; i++) yield Buffer.alloc(2 ** 16, letter);
}

for (let i = 0; ; i = (i + 1) % 26) {
  await writeFile(path, letters(String.fromCharCode(97 + i)), { works: 'write it again' });
  // Whoever kills this waits until a first file is there.
  if (i === 0) process.stdout.write('.');
}
