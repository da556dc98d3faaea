// Tries every way out behind the fence of blocked.mjs, to an address of this computer that nobody listens at.
//
// One line of JSON: what became of each way. The last one is the document loader that the JSON-LD library brings.

import {attempts} from './blocked.mjs';
import dgram from 'node:dgram';
import {lookup} from 'node:dns';
import {get} from 'node:http';
import {request} from 'node:https';
import {Socket, connect} from 'node:net';
import jsonld from 'jsonld';

const ways = {
  fetch: () => fetch('http://127.0.0.1:9/'),
  http: () => get('http://127.0.0.1:9/'),
  https: () => request('https://127.0.0.1:9/'),
  net: () => connect(9, '127.0.0.1'),
  socket: () => new Socket().connect(9, '127.0.0.1'),
  dns: () => lookup('localhost', () => {}),
  udp: () => dgram.createSocket('udp4'),
  loader: () => jsonld.documentLoaders.node()('http://127.0.0.1:9/'),
};

const became = {};
for (const [name, go] of Object.entries(ways)) {
  const before = attempts.length;
  try {
    await go();
    became[name] = 'went through';
  } catch (error) {
    became[name] = attempts.length > before ? 'blocked' : `failed without asking: ${error.message}`;
  }
}
console.log(JSON.stringify(became));
