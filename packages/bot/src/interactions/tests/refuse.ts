import { UserError } from '../../errors/index.js';
import { texts } from '../../localisation/index.js';

const sorry = texts({ no: { en: 'Not {what}.', ko: '{what} 안 됩니다.' } });

/** Fails as a command does if its user asked for something impossible. */
export function refuse(): never {
	throw new UserError(sorry.no, { what: 'so' });
}
