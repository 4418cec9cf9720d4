export { asWrittenInCode } from './asWritten.js';
export { cut } from './cleaned.js';
export { commonTexts } from './commonTexts.js';
export { localiser } from './localiser.js';
export { Markup } from './Markup.js';
export { choice, named, type PlainText } from './named.js';
export { percentOf } from './percentOf.js';
export {
	type Language,
	type Localiser,
	type Phrase,
	type Plural,
	type Sayable,
	type Text,
	texts,
	type Value,
	type Values,
	type ValuesOf,
} from './texts.js';
export { whyNotComplete } from './whyNotComplete.js';
