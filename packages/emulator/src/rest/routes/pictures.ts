import { hashText, imageHash } from '../../random/index.js';
import type { RestCall } from '../requests/index.js';

type Picture = Partial<Record<'avatar' | 'banner', string | null>>;

/** Nobody keeps the picture: a hash stands for it. */
export const pictureHash = (picture: unknown): string => imageHash(hashText(String(picture)));

/** The field of a picture, if the request has it. */
export function readPicture({ json }: RestCall, name: 'avatar' | 'banner'): Picture {
	const picture = json[name];
	if (picture === undefined) return {};
	return { [name]: picture === null ? null : pictureHash(picture) };
}
