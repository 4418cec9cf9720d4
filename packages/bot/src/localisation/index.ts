export { asWritten } from './asWritten.js';
export { commonTexts } from './commonTexts.js';
export { type Language, type Localiser, localiser } from './localiser.js';
export { choice, named, type PlainText } from './named.js';
export { percentOf } from './percentOf.js';
export { type Phrase, type Plural, type Text, texts, type Values, type ValuesOf } from './texts.js';
export { whyNotComplete } from './whyNotComplete.js';
