import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate that signs itself, and its key, both as PEM. */
export interface SelfSigned {
	readonly cert: string;
	readonly key: string;
}

type Part = Uint8Array;

const DAY_MS = 86_400_000;
const SEQUENCE = 0x30;
const OIDS = {
	ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
	commonName: [0x55, 0x04, 0x03],
	alternativeNames: [0x55, 0x1d, 0x11],
	basicConstraints: [0x55, 0x1d, 0x13],
} as const;

/** A value of DER: a tag, a length, and what is in it. */
function der(tag: number, ...parts: Part[]): Buffer {
	const content = Buffer.concat(parts);
	const { length } = content;
	const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Part[]) => der(SEQUENCE, ...parts);
const oid = (name: keyof typeof OIDS) => der(0x06, Buffer.from(OIDS[name]));
const text = (value: string) => Buffer.from(value);
const time = (at: number) => der(0x17, text(`${new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
const nameOf = (common: string) => sequence(der(0x31, sequence(oid('commonName'), der(0x0c, text(common)))));
const extension = (name: keyof typeof OIDS, value: Part) => sequence(oid(name), der(0x04, value));
const algorithm = () => sequence(oid('ecdsaWithSha256'));

/** Makes a certificate for loopback that is valid for a day. Node can read certificates, and not write them. */
export function selfSigned(): SelfSigned {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
	const toSign = certificateOf(privateKey);
	const signature = sign('sha256', toSign, privateKey);
	const whole = sequence(toSign, algorithm(), der(0x03, Buffer.from([0]), signature));
	const lines = whole.toString('base64').replace(/.{1,64}/g, '$&\n');
	return {
		cert: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
	};
}

function certificateOf(privateKey: KeyObject): Buffer {
	const publicKey = createPublicKey(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })));
	const now = Date.now();
	const names = sequence(der(0x82, text('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
	const mayPassOn = sequence(der(0x01, Buffer.from([0xff])));
	return sequence(
		der(0xa0, der(0x02, Buffer.from([2]))),
		der(0x02, Buffer.from([1])),
		algorithm(),
		nameOf('rollcall-emulator'),
		sequence(time(now - DAY_MS), time(now + DAY_MS)),
		nameOf('rollcall-emulator'),
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, sequence(extension('alternativeNames', names), extension('basicConstraints', mayPassOn))),
	);
}
