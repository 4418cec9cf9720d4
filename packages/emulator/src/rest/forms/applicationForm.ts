import * as z from '../../bundled/zod.js';
import { badLength, maxList, maxText, text } from './rules.js';

const address = maxText(512).refine((value) => value === '' || URL.canParse(value), badLength(0, 512));

/** The fields of an application that a request may change. */
export const applicationForm = z.looseObject({
	description: maxText(400).optional(),
	tags: maxList(text(1, 20), 5).optional(),
	custom_install_url: address.nullish(),
	role_connections_verification_url: address.nullish(),
	interactions_endpoint_url: address.nullish(),
	icon: z.string().nullish(),
	cover_image: z.string().nullish(),
	install_params: z.looseObject({ scopes: z.array(z.string()), permissions: z.string() }).nullish(),
});
