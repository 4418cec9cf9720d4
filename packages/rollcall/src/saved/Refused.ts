/** The bytes are not those of a list that was saved, or not of this guild. */
export class Refused extends Error {}
