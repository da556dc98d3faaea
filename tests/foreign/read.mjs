// Opens a document with the JavaScript automerge package and prints what it says.
//
//     node read.mjs FILE
//
// FILE holds what automerge calls a saved document. One line of JSON: `heads`, the hashes of the newest changes as
// this package computes them, and `document`, the plain object. Bytes are printed as {"bytes": "…"}, hexadecimal.

import './blocked.mjs';
import {readFileSync} from 'node:fs';
import * as Automerge from '@automerge/automerge';

function plain(value) {
  if (value === null || ['boolean', 'number', 'string'].includes(typeof value)) return value;
  // Our texts are single values, never edited letter by letter.
  if (Automerge.isImmutableString(value)) return value.toString();
  if (value instanceof Uint8Array) return {bytes: Buffer.from(value).toString('hex')};
  if (Array.isArray(value)) return value.map(plain);
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  throw new Error(`a value that our documents do not have: ${value}`);
}

const document = Automerge.load(readFileSync(process.argv[2]));
console.log(JSON.stringify({heads: Automerge.getHeads(document), document: plain(document)}));
