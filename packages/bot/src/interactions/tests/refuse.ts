import { UserError } from '../../errors/index.js';
import { texts } from '../../localisation/index.js';

const sorry = texts({ no: { en: 'Not {what}.', ko: '{what} 안 됩니다.' } });

/** Fails as a command does whose user asked for what can not be. */
export function refuse(): never {
	throw new UserError(sorry.no, { what: 'so' });
}
