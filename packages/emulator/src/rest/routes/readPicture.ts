import { hashText, imageHash } from '../../random/index.js';
import type { RestCall } from '../requests/index.js';

type Picture = Partial<Record<'avatar' | 'banner', string | null>>;

/** The field of a picture, if the request has it. A hash stands for the picture. */
export function readPicture({ json }: RestCall, name: 'avatar' | 'banner'): Picture {
	const picture = json[name];
	if (picture === undefined) return {};
	return { [name]: picture === null ? null : imageHash(hashText(String(picture))) };
}
