// Blocks the network for the whole process, and remembers who asked for it.
//
// Import it first: what is loaded afterwards finds only functions that throw. It is a second fence; where
// network namespaces can be made, the tests run the verifier in an empty one as well.

import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import {syncBuiltinESMExports} from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

/** What was asked for in spite of the fence. */
export const attempts = [];

const doors = [
  [globalThis, 'globalThis', ['fetch', 'WebSocket', 'EventSource']],
  [http, 'http', ['request', 'get']],
  [https, 'https', ['request', 'get']],
  [http2, 'http2', ['connect']],
  [net, 'net', ['connect', 'createConnection']],
  [net.Socket.prototype, 'net.Socket', ['connect']],
  [tls, 'tls', ['connect']],
  [dgram, 'dgram', ['createSocket']],
  [dns, 'dns', ['lookup', 'resolve', 'resolve4', 'resolve6']],
  [dns.promises, 'dns.promises', ['lookup', 'resolve', 'resolve4', 'resolve6']],
];

for (const [owner, name, methods] of doors) {
  for (const method of methods.filter(method => method in owner)) {
    owner[method] = function blocked() {
      attempts.push(`${name}.${method}`);
      throw new Error(`the network is blocked: ${name}.${method}`);
    };
  }
}
// `import {request} from 'node:http'` sees the fence, too.
syncBuiltinESMExports();
