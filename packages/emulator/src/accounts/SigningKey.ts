import { generateKeyPairSync, sign } from 'node:crypto';

/** The key with which Discord signs what it sends to an application over HTTP. Like a token, it does not follow from the seed. */
export class SigningKey {
	readonly #pair = generateKeyPairSync('ed25519');

	/** What an application checks signatures with, as hexadecimal digits: `verify_key`. */
	get publicKey(): string {
		const { x = '' } = this.#pair.publicKey.export({ format: 'jwk' });
		return Buffer.from(x, 'base64url').toString('hex');
	}

	/** The signature of a timestamp and the body after it, as hexadecimal digits. */
	sign(timestamp: string, body: string): string {
		return sign(null, Buffer.from(timestamp + body), this.#pair.privateKey).toString('hex');
	}
}
